"""The access ledger: who saw or changed what, for which purpose, and a proof that it stands there.

An append-only Merkle tree of leaves (RFC 6962) in the file formats of C2SP tlog-tiles. The
writer (`append`), the tree's keeper (`integrate`) and the checker (`verify`) are apart: the
checker imports the standard library and `cryptography` alone, so that whoever doubts us needs
none of our code to run and little of it to read. This package therefore imports nothing here.
"""
