"""The benchmarks as programs: that they ask rightly, count rightly and keep what they found.

How fast anything is, no test says.
"""
