"""file_batch: many rows of a file under one operation, each filed as its own act would file it.

    owners of all numbers ─► keys ─► one intent ─► one transaction, a part a row ─► one outcome

A row that cannot be filed is undone by itself and said so; the others stand. What the run must
remember of them goes into the same transaction, so that a process that dies knows afterwards
which rows stand: none is filed twice and none is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from cdp.acts.filing import Barred, Fate, Filed, Filing, Note
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.acts.outlived import is_outlived
from cdp.acts.person import Raced, make_person
from cdp.acts.write import Change, claim, failed
from cdp.database.parts import Parts
from cdp.database.writer import Transaction
from cdp.errors import (
    CdpError,
    CommitUnknown,
    Conflict,
    ConstraintViolated,
    FiledBefore,
    InvalidField,
    NobodyThere,
    TryAgain,
)
from cdp.profile.owners import Owner, Owners, owners
from privacy.errors import InvalidConsent, KeyErased, PrivacyError, StalePolicy
from privacy.gate import Ask, rule
from privacy.phone import Phone
from privacy.policy import Policy
from privacy.terms import ReasonCode, SubjectState
from privacy.writing import Writing

MOST: Final = 250
"""Most rows of a batch: people and commitments of so many fit into one entry of the ledger."""

_ATTEMPTS: Final = 4

_ADVICE: Final[Mapping[ReasonCode, str]] = {
    ReasonCode.PROVENANCE_MISSING: "A list is no ground to file this number: leave the row out.",
    ReasonCode.NOT_AVAILABLE: "This row cannot be filed: leave it out.",
    ReasonCode.CONFLICT: "It contradicts what is filed already: compare the two.",
}
"""What to do where no cell is at fault. It says nothing of the person."""


@dataclass(slots=True, kw_only=True)
class _Batch:
    """One attempt: the changes that can be made, who is whom, and what became of each row."""

    changes: Mapping[int, Change[Any]]
    subjects: Mapping[int, UUID]
    new: frozenset[UUID]
    made: set[UUID] = field(default_factory=set)
    filed: dict[int, Filed] = field(default_factory=dict)


async def file_batch(
    filings: Sequence[Filing], ask: Ask, ground: Ground, *, note: Note, barred: Barred
) -> Sequence[Filed]:
    """File `filings`, at most `MOST`, and have `note` remember what became of each.

    A change with a lasting effect comes alone: its entry names the one person whom a restore
    would find again.

    Raises:
        Refusal: the gate refused the whole; nothing is filed.
        Conflict: other writers were faster, again and again.
        LedgerUnavailable, CommitUnknown: what stands is found out by running the file again.
    """
    for _ in range(_ATTEMPTS):
        try:
            return await _once(filings, replace(ask, operation=ground.ids()), ground, note, barred)
        except StalePolicy:
            await ground.policies.reload()
        except (Raced, KeyErased, TryAgain):
            continue
    raise Conflict("Other writers were faster again and again. Run the file once more.")


async def _once(
    filings: Sequence[Filing], ask: Ask, ground: Ground, note: Note, barred: Barred
) -> Sequence[Filed]:
    policy = ground.policies.current
    changes, refused = _made(filings, policy)
    writes = frozenset().union(*(change.ask.writes for change in changes.values()))
    ask = replace(ask, writes=writes, categories=frozenset())
    ruling = rule(ask, policy)
    asked = [(_phone(change), change.about.seen_at or ask.at) for change in changes.values()]
    found = await owners(ground.writer, ground.numbers, asked)
    is_paid = await ground.door.check(ruling, found.in_force)
    batch = _sorted_out(
        filings,
        changes,
        found=found,
        barred=await barred([phone for phone, _ in asked]),
        ids=ground.ids,
    )
    batch.filed |= refused
    known = sorted({*batch.subjects.values()} - batch.new)
    if not batch.subjects:
        await ground.door.turn_away(ask, ruling, ())  # numbers were looked up, and nobody found
        return await _nothing(batch, filings, ground, note)
    first = next(iter(batch.changes.values()))
    writings = await ground.door.begin_many(
        ask,
        ruling,
        new=sorted(batch.new),
        known=known,
        basis=first.basis,
        effect=first.effect if len(batch.changes) == 1 else None,
        is_paid=is_paid,
    )
    one = next(iter(writings.values()))
    try:
        filed = await _write(batch, filings, writings, ground, note)
        await ground.door.applied(one, None)
    finally:
        one.grant.close()
    return filed


def _made(
    filings: Sequence[Filing], policy: Policy
) -> tuple[dict[int, Change[Any]], dict[int, Filed]]:
    """The changes by place, and the rows of which none can be made."""
    changes: dict[int, Change[Any]] = {}
    refused: dict[int, Filed] = {}
    for place, filing in enumerate(filings):
        try:
            changes[place] = filing.make(policy)
        except InvalidField as fault:
            refused[place] = _refused(filing, fault)
    return changes, refused


def _sorted_out(
    filings: Sequence[Filing],
    changes: Mapping[int, Change[Any]],
    *,
    found: Owners,
    barred: frozenset[Phone],
    ids: Callable[[], UUID],
) -> _Batch:
    """Whom each row is about: its number's owner, or one new person a number."""
    subjects: dict[int, UUID] = {}
    new: dict[Phone, UUID] = {}
    filed: dict[int, Filed] = {}
    for n, (place, change) in enumerate(changes.items()):
        phone = _phone(change)
        owner = found.by_place.get(n)
        reason = _barrier(owner, phone, barred)
        if reason is not None:
            filed[place] = _turned_away(filings[place].line, reason, field="number")
        elif owner is not None:
            subjects[place] = owner.subject
        else:
            subjects[place] = new.setdefault(phone, new.get(phone) or ids())
    return _Batch(
        changes={place: changes[place] for place in subjects},
        subjects=subjects,
        new=frozenset(new.values()),
        filed=filed,
    )


def _barrier(owner: Owner | None, phone: Phone, barred: frozenset[Phone]) -> ReasonCode | None:
    if phone in barred:
        return ReasonCode.PROVENANCE_MISSING
    if owner is not None and owner.state is not SubjectState.LIVE:
        return ReasonCode.NOT_AVAILABLE
    return None


async def _write(
    batch: _Batch,
    filings: Sequence[Filing],
    writings: Mapping[UUID, Writing],
    ground: Ground,
    note: Note,
) -> Sequence[Filed]:
    one = next(iter(writings.values()))
    try:
        async with ground.writer.transaction() as tx:
            parts = Parts(tx)
            for place, change in batch.changes.items():
                batch.filed[place] = await _row(
                    tx,
                    parts,
                    filing=filings[place],
                    change=change,
                    writing=writings[batch.subjects[place]],
                    batch=batch,
                    ground=ground,
                )
            filed = [batch.filed[place] for place in range(len(filings))]
            await note(tx, filed)
            if await is_outlived(tx, list(writings)):
                raise KeyErased  # somebody is being erased: her rows are sorted out anew
            await claim(tx, one)
    except CommitUnknown:
        raise  # the sweeper finds out how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(one, fault, ground)
        raise
    return filed


async def _row(
    tx: Transaction,
    parts: Parts,
    *,
    filing: Filing,
    change: Change[Any],
    writing: Writing,
    batch: _Batch,
    ground: Ground,
) -> Filed:
    """File one row in a part of its own; what stops it is its own affair."""
    subject, committed = writing.subject, len(writing.cells)
    is_new = subject in batch.new and subject not in batch.made
    try:
        async with parts.part():
            if is_new:
                await make_person(tx, writing, _phone(change), ground)
            await claim_key(
                tx,
                writing,
                ground,
                source=filing.source,
                kind=filing.kind,
                key=filing.known_by,
                row=ground.ids(),
            )
            await change.work(tx, writing)
    except (Conflict, InvalidField, InvalidConsent, NobodyThere, ConstraintViolated) as fault:
        del writing.cells[committed:]
        return _refused(filing, fault)
    batch.made.add(subject)
    return Filed(line=filing.line, fate=Fate.NEW if is_new else Fate.MERGED)


def _refused(filing: Filing, fault: CdpError | PrivacyError) -> Filed:
    match fault:
        case FiledBefore():
            return Filed(line=filing.line, fate=Fate.DUPLICATE)
        case InvalidField():
            name, advice = fault.field, fault.advice
        case InvalidConsent():
            name, advice = "", fault.advice
        case NobodyThere():
            return _turned_away(filing.line, ReasonCode.NOT_AVAILABLE)
        case _:
            return _turned_away(filing.line, ReasonCode.CONFLICT)
    return Filed(
        line=filing.line,
        fate=Fate.REFUSED,
        reason=ReasonCode.INVALID_INPUT,
        field=name,
        advice=advice,
    )


def _turned_away(line: int, reason: ReasonCode, *, field: str = "") -> Filed:
    return Filed(line=line, fate=Fate.REFUSED, reason=reason, field=field, advice=_ADVICE[reason])


async def _nothing(
    batch: _Batch, filings: Sequence[Filing], ground: Ground, note: Note
) -> Sequence[Filed]:
    """No row can be filed: nobody is written about, and the run remembers its refusals."""
    filed = [batch.filed[place] for place in range(len(filings))]
    async with ground.writer.transaction() as tx:
        await note(tx, filed)
    return filed


def _phone(change: Change[Any]) -> Phone:
    phone = change.about.phone
    if phone is None:
        raise TypeError("a row of a file is about a number")
    return phone
