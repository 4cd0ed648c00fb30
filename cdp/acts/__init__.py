"""Acts: every write that touches more than one noun, one a file.

The surface, imports, jobs and consoles call acts; nothing else writes.
"""
