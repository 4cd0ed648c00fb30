"""Unforeseen: the one thing that a writer says when it cannot go on."""

from __future__ import annotations


class Unforeseen(Exception):
    """This answer is not one that the document was compiled for; the reference executor writes it."""
