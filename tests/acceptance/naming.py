"""Naming: stands share one root key, so that a test knows the ids that each of them gives.

A test looks behind an id only to ask the databases, and makes one up only of nobody.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid4

from cdp.api.ids import Fact, Ids, Kind, Record
from cdp.wiring import ids_of
from privacy.vault import MasterKey

ROOT: Final = bytes(range(32))
"""The root key of every stand whose test gives it no other."""

IDS: Final[Ids] = ids_of(MasterKey(ROOT))
"""What reads and writes the ids of stands."""


def behind(id_: str) -> UUID:
    """The row behind an id."""
    return IDS.name(id_, field="id").row


def unseen(kind: Kind = Record.PROFILE) -> str:
    """An id of ours, of something that is not there."""
    if isinstance(kind, Fact):
        return IDS.fact(kind, uuid4(), uuid4())
    return IDS.record(kind, uuid4())


def unseen_request() -> str:
    """The id of a person's request that nobody made."""
    return unseen(Record.RIGHTS_REQUEST)
