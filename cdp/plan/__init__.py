"""Plan: what a document touches, known before a row is read.

A small library of its own: it knows GraphQL and the labels that it is given, nothing of privacy
beyond them and nothing of SQL.
"""
