"""Unforeseen: the one thing that a writer says when it cannot go on."""

from __future__ import annotations


class Unforeseen(Exception):
    """The document was not compiled for this answer: the reference executor has to write it."""
