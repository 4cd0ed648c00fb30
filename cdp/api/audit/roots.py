"""The roots that read the ledger itself. Reading the log is logged; nobody's data is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.api.asking import Asking, Root
from cdp.api.audit.types import (
    LIST,
    AccessLogConnection,
    AccessLogFilter,
    AccessProof,
    Checkpoint,
    Logged,
    checkpoint_of,
    proof_of,
)
from cdp.api.page import checked_first
from cdp.api.rows import Rows
from cdp.api.wishes import utc
from cdp.errors import InvalidField
from privacy.gate import Ruling, rule
from privacy.ledger.records import EntryFilter
from privacy.ledger.words import ACTOR, CLIENT, Decision

_INDEX_DIGITS = 18
_PSEUDONYM_BYTES = 16


async def access_log(asking: Asking) -> AccessLogConnection:
    """`Query.accessLog`."""
    first, after = checked_first(asking.arguments["first"]), asking.arguments.get("after")
    where = _filter(asking.arguments.get("filter"))
    before = None if after is None else _index_after(asking, after)
    ruling = await _ruling(asking)
    entries = await asking.log.records.entries(where, first=first + 1, before=before)
    await _read(asking, ruling, min(first, len(entries)))
    rows = Rows(LIST, [Logged(entry) for entry in entries], first, after)
    return AccessLogConnection(of=rows)


async def access_proof(asking: Asking) -> AccessProof | None:
    """`Query.accessProof`: integrates first, so that every committed entry can be proven."""
    index = _index(asking.arguments["index"])
    ruling = await _ruling(asking)
    await asking.log.integrator.integrate()
    proof = await asking.log.prover.inclusion(index)
    leaves = await asking.log.records.leaves(index, index + 1)
    await _read(asking, ruling, 1 if proof is not None else 0)
    return None if proof is None or not leaves else proof_of(proof, leaves[0])


async def checkpoint(asking: Asking) -> Checkpoint | None:
    """`Query.checkpoint`."""
    ruling = await _ruling(asking)
    await asking.log.integrator.integrate()
    signed = await asking.log.records.checkpoint()
    await _read(asking, ruling, 0)
    return None if signed is None else checkpoint_of(signed)


async def _ruling(asking: Asking) -> Ruling:
    ground = asking.ground
    ruling = rule(asking.ask, ground.policies.current)
    await ground.door.check(ruling, await ground.people.in_force())
    return ruling


async def _read(asking: Asking, ruling: Ruling, count: int) -> None:
    """Written down before it is shown, like every read."""
    receipts = await asking.ground.door.read_log(asking.ask, ruling, count)
    asking.turn.receipts.extend(receipts)


def _index_after(asking: Asking, cursor: str) -> int:
    place = asking.cursors.place(LIST, cursor)
    if isinstance(place.at, datetime):
        raise TypeError("a place in the log is an index")
    return place.at


def _index(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _INDEX_DIGITS):
        raise InvalidField("index", "Give the index of an entry as the log shows it.")
    return int(text)


def _filter(given: AccessLogFilter | None) -> EntryFilter:
    if given is None:
        return EntryFilter()
    return EntryFilter(
        kind=given.kind,
        decision=_decision(given.decision),
        reason=given.reason,
        purpose=given.purpose,
        actor=_word("actor", given.actor, ACTOR),
        client=_word("client", given.client, CLIENT),
        operation=_operation(given.operation),
        subject=_pseudonym(given.subject),
        since=None if given.since is None else utc(given.since, field="filter.since"),
        until=None if given.until is None else utc(given.until, field="filter.until"),
    )


def _word(field: str, text: str | None, pattern: re.Pattern[str]) -> str | None:
    if text is not None and pattern.fullmatch(text) is None:
        raise InvalidField(f"filter.{field}", "Give it as an entry of the log shows it.")
    return text


def _decision(word: str | None) -> Decision | None:
    try:
        return None if word is None else Decision(word)
    except ValueError:
        raise InvalidField(
            "filter.decision", "Give allow, deny, applied, failed or void."
        ) from None


def _operation(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        raise InvalidField(
            "filter.operation", "Give an operation as an entry of the log shows it."
        ) from None


def _pseudonym(text: str | None) -> bytes | None:
    try:
        named = None if text is None else bytes.fromhex(text)
    except ValueError:
        named = b""
    if named is not None and len(named) != _PSEUDONYM_BYTES:
        raise InvalidField("filter.subject", "Give a pseudonym: 32 hexadecimal digits.")
    return named


ROOTS: Final[Mapping[str, Root]] = {
    "accessLog": access_log,
    "accessProof": access_proof,
    "checkpoint": checkpoint,
}
"""The root fields of this room."""
