"""A suggestion: two who may be one person. A steward says; nothing of what is found says itself."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class SuggestionState(StrEnum):
    """Where a suggestion stands."""

    OPEN = "OPEN"
    """Nobody has said anything yet."""
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    """They are two, as far as these records say: it is not suggested again."""
    SUPERSEDED = "SUPERSEDED"
    """What it rested on no longer holds, or it was decided otherwise."""


@unique
class Verdict(StrEnum):
    """What a steward says of a suggestion."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    NEVER_LINK = "NEVER_LINK"
    ALWAYS_LINK = "ALWAYS_LINK"


@unique
class RunState(StrEnum):
    """Where a run over everybody stands. One is under way at a time."""

    RUNNING = "RUNNING"
    DONE = "DONE"
