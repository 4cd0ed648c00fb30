"""The steps of an erasure. Each may be done again, and a run that died is carried on from any.

    announce and withhold ─► shred ─► take ─► look ─► witness ─► certify

This order cannot change: her numbers are read before their key goes, keys go before rows, so that
a run that dies leaves nothing readable, and nothing is certified that no query looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Final
from uuid import UUID

import orjson

from cdp.acts.case_filing import only
from cdp.acts.coarse import hour_of
from cdp.acts.everybody import hold_everybody, subjects_of
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.suppression import suppress
from cdp.acts.taking import take_of
from cdp.acts.write import Payload
from cdp.compliance.erase import ErasureUnproven, Shared
from cdp.compliance.inventory import ROOT
from cdp.errors import Conflict
from cdp.identity.withholding import WITHHOLD, WITHHOLD_KEYS
from privacy.errors import KeyErased
from privacy.gate import Ask, Ruling
from privacy.ledger.records import LogEntry
from privacy.rights.case import CaseState, RequestType
from privacy.rights.certificate import Done, Taken
from privacy.rights.plan import SHREDDED, Plan, Treatment
from privacy.store.keys import GONE
from privacy.store.rights_cases import ADVANCE, COMPLETE, DETACH, MOVE, READ
from privacy.store.statement import Row
from privacy.store.subjects import ERASING
from privacy.terms import KeyCategory, LeafKind


class Progress(IntEnum):
    """What of an erasure needs her keys, and so is not done twice."""

    NOTHING = 0
    WITHHELD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """One erasure under way. `operation` is that of its first run."""

    case: UUID
    subject: UUID
    operation: UUID
    type: RequestType
    plan: Plan
    ask: Ask
    ruling: Ruling
    desk: RightsDesk
    payload: Payload


ANNOUNCED: Final = "erase"
ENDED: Final = "outcome"
"""What the two entries witness, as certificates say it."""


async def withhold(erasing: Erasing) -> None:
    """From here on nobody resolves or sees her, and her numbers bring nobody back.

    Raises:
        ErasureUnproven: she has no keys, and was not withheld by us.
        LedgerUnavailable: it could not be announced, so nothing was done.
        Conflict: somebody merged or parted her meanwhile.
    """
    desk = erasing.desk
    if (await _row(erasing))["progress"] >= Progress.WITHHELD:
        return
    subjects = await subjects_of(desk.jobs, erasing.subject)
    ask = replace(erasing.ask, operation=erasing.operation, case_ref="")
    erased = desk.eraser.inventory.categories
    try:
        async with desk.ground.door.erasing(ask, erasing.ruling, subjects, erased) as opened:
            erasing.payload.receipts.extend(opened.receipts)
            async with desk.jobs.transaction() as tx:
                if tuple(await hold_everybody(tx, erasing.subject)) != subjects:
                    raise Conflict("Somebody decided about her records just now. Ask again.")
                suppressed = await suppress(
                    tx, subjects, opened.grant, desk.ground, at=erasing.ask.at
                )
                # Nothing tells afterwards who was one with her: their links go with them.
                shared = await desk.eraser.sharing(tx, subjects) | {ROOT: [*subjects]}
                for subject in subjects:
                    await tx.fetch(ERASING, subject=subject)
                await tx.fetch(WITHHOLD, subjects=list(subjects))
                await tx.fetch(WITHHOLD_KEYS, subjects=list(subjects))
                await tx.fetch(
                    ADVANCE,
                    case=erasing.case,
                    progress=Progress.WITHHELD.value,
                    shared=orjson.dumps(
                        {name: [str(each) for each in ids] for name, ids in shared.items()}
                    ),
                    taken=None,
                    suppressed=suppressed,
                )
    except KeyErased:
        raise ErasureUnproven from None


async def shred(erasing: Erasing) -> None:
    """Destroy her keys, but for the one that seals proof: what backups hold is unreadable now.

    Raises:
        ErasureUnproven: one of her subjects had none.
    """
    for subject in _subjects(await _row(erasing), erasing):
        if not await erasing.desk.shredder.shred(subject, SHREDDED):
            raise ErasureUnproven


async def take(erasing: Erasing) -> None:
    """Take her rows and count them, in one transaction; a run that is repeated adds to it."""
    desk = erasing.desk
    async with desk.jobs.transaction() as tx:
        row = (await tx.fetch(READ, case=erasing.case))[0]
        gone = await take_of(tx, desk.eraser, _subjects(row, erasing), _shared(row["shared"]))
        before: Mapping[str, int] = orjson.loads(row["taken"] or b"{}")
        # The person's own row is redacted each time, and is one row a subject all the same.
        redacted = {step.table for step in erasing.plan.steps if step.treatment is Treatment.REDACT}
        taken = {
            name: max(n, before.get(name, 0)) if name in redacted else n + before.get(name, 0)
            for name, n in gone.items()
        }
        await tx.fetch(
            ADVANCE,
            case=erasing.case,
            progress=Progress.WITHHELD.value,
            shared=None,
            taken=orjson.dumps(taken),
            suppressed=0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What queries found afterwards: no row that should be gone, and no key."""

    taken: tuple[Taken, ...]
    shredded: Mapping[KeyCategory, datetime]
    suppressed: int


async def look(erasing: Erasing) -> Looked:
    """Look whether anything is left. Nothing there and no key is no success.

    Raises:
        ErasureUnproven: something is left, or nothing ever was there.
    """
    desk = erasing.desk
    row = await _row(erasing)
    shared, subjects = _shared(row["shared"]), _subjects(row, erasing)
    after = await desk.eraser.look(desk.jobs, subjects, shared)
    before: Mapping[str, int] = orjson.loads(row["taken"] or b"{}")
    taken = desk.eraser.taken(before, after)
    gone = [each for each in taken if each.treatment is not Treatment.KEEP]
    if any(each.after for each in gone) or not sum(each.before for each in gone):
        raise ErasureUnproven
    by_subject = [await desk.keys.fetch(GONE, subject=subject) for subject in subjects]
    keys = [key for keys_of_one in by_subject for key in keys_of_one]
    times = {name: [key[f"{name.value}_shredded_at"] for key in keys] for name in SHREDDED}
    is_null = all(key[name.value] for key in keys for name in SHREDDED)
    if not all(by_subject) or not is_null or any(None in each for each in times.values()):
        raise ErasureUnproven
    return Looked(
        taken=taken,
        shredded={name: max(each) for name, each in times.items()},
        suppressed=row["suppressed"],
    )


async def witness(erasing: Erasing) -> Mapping[str, LogEntry]:
    """The two entries of this erasure; the second is written where it does not stand yet.

    Raises:
        ErasureUnproven: it never was announced, or another log lies here.
        LedgerUnavailable: run it again.
    """
    desk, operation = erasing.desk, erasing.operation
    announced = await desk.entry(operation, LeafKind.ERASE)
    if announced is None:
        raise ErasureUnproven
    if await desk.entry(operation, LeafKind.OUTCOME) is None:
        door = desk.ground.door
        leaf = door.witness.erased(announced.leaf, at=desk.ground.clock())
        erasing.payload.receipts.extend(await door.ledger.append([leaf]))
    ended = await desk.entry(operation, LeafKind.OUTCOME)
    if ended is None:
        raise ErasureUnproven
    return {ANNOUNCED: announced, ENDED: ended}


async def certify(erasing: Erasing, looked: Looked, entries: Mapping[str, LogEntry]) -> bytes:
    """Sign what was done, and cut every case off from the person. The certificate.

    Raises:
        Conflict: somebody moved the case on meanwhile.
    """
    desk = erasing.desk
    at = desk.ground.clock().replace(microsecond=0)
    certificate = desk.certificates.certify(
        Done(
            case=erasing.case,
            handler=desk.handler,
            type=erasing.type,
            plan=erasing.plan,
            taken=looked.taken,
            shredded=looked.shredded,
            suppressed=looked.suppressed,
            entries=entries,
            log=desk.log,
            issued_at=at,
            horizons=desk.eraser.horizons(),
        )
    )
    async with desk.jobs.transaction() as tx:
        row = (await tx.fetch(READ, case=erasing.case))[0]
        await tx.fetch(DETACH, subjects=_subjects(row, erasing), case=erasing.case)
        only(
            await tx.fetch(
                COMPLETE,
                case=erasing.case,
                before=CaseState.VERIFYING_RESULT.value,
                after=CaseState.COMPLETED.value,
                certificate=certificate,
                at=hour_of(at),
            )
        )
    return certificate


async def move(erasing: Erasing, before: CaseState, after: CaseState) -> None:
    """Say where the case stands, unless it stands there already."""
    await erasing.desk.jobs.fetch(
        MOVE,
        case=erasing.case,
        before=before.value,
        after=after.value,
        at=hour_of(erasing.ask.at),
    )


async def _row(erasing: Erasing) -> Row:
    return (await erasing.desk.jobs.fetch(READ, case=erasing.case))[0]


def _shared(kept: bytes | None) -> Shared:
    """The ids of the rows that she shared, as they were noted when she was withheld."""
    return {name: ids for name, ids in _noted(kept).items() if name != ROOT}


def _subjects(row: Row, erasing: Erasing) -> Sequence[UUID]:
    """Her subjects, as they were noted then."""
    return _noted(row["shared"]).get(ROOT, [erasing.subject])


def _noted(kept: bytes | None) -> Shared:
    noted: Mapping[str, list[str]] = orjson.loads(kept or b"{}")
    return {name: [UUID(each) for each in ids] for name, ids in noted.items()}
