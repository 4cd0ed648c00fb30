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

from cdp.acts.came_by import note_ownership
from cdp.acts.ended import failed
from cdp.acts.filing import Barred, Fate, Filed, Filing, Note
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.acts.match_tokens import Batched
from cdp.acts.outlived import is_outlived
from cdp.acts.person import Raced, make_person
from cdp.acts.refusing import barrier, refused, turned_away
from cdp.acts.write import Change, Voided, claim
from cdp.database.parts import Parts
from cdp.errors import (
    CdpError,
    CommitUnknown,
    Conflict,
    ConstraintViolated,
    InvalidField,
    NobodyThere,
    TryAgain,
)
from cdp.profile.owners import Owners, owners
from privacy.errors import InvalidConsent, KeyErased, PrivacyError, StalePolicy
from privacy.gate import Ask, rule
from privacy.phone import Phone
from privacy.policy import Policy
from privacy.writing import Writing

MOST: Final = 250
"""Most rows of a batch: people and commitments of so many fit into one entry of the ledger."""

_ATTEMPTS: Final = 4

_HERS_ALONE: Final = (Conflict, InvalidField, InvalidConsent, NobodyThere, ConstraintViolated)
"""What stops one row, and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """One attempt's ports; the last one has no race to lose any more."""

    note: Note
    barred: Barred
    ids: Callable[[Phone], UUID]
    is_last: bool


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
    # Whoever is new stays who she is at the next attempt: else each would leave keys of nobody.
    ids = _ids_of(ground.ids)
    for attempt in range(1, _ATTEMPTS + 1):
        trial = _Trial(note=note, barred=barred, ids=ids, is_last=attempt == _ATTEMPTS)
        try:
            return await _once(filings, replace(ask, operation=ground.ids()), ground, trial)
        except StalePolicy:
            await ground.policies.reload()
        except (Raced, KeyErased, TryAgain, Voided):
            continue
    raise Conflict("Other writers were faster again and again. Run the file once more.")


def _ids_of(ids: Callable[[], UUID]) -> Callable[[Phone], UUID]:
    """An id for each number, the same however often it is asked for."""
    made: dict[Phone, UUID] = {}
    return lambda phone: made.get(phone) or made.setdefault(phone, ids())


async def _once(
    filings: Sequence[Filing], ask: Ask, ground: Ground, trial: _Trial
) -> Sequence[Filed]:
    policy = ground.policies.current
    changes, unmade = _made(filings, policy)
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
        barred=await trial.barred([phone for phone, _ in asked]),
        ids=trial.ids,
    )
    batch.filed |= unmade
    beside = _beside(changes, found)
    known = sorted(({*batch.subjects.values()} - batch.new) | {*beside})
    if not batch.subjects:
        await ground.door.turn_away(ask, ruling, ())  # numbers were looked up, and nobody found
        return await _nothing(batch, filings, ground, trial.note)
    first = next(iter(batch.changes.values()))
    writings = await ground.door.begin_many(
        ask,
        ruling,
        new=sorted(batch.new),
        known=known,
        # Of somebody known the source's word is no ground that holds, and a write needs none.
        basis=None if known else first.basis,
        effect=first.effect if len(batch.changes) == 1 else None,
        is_paid=is_paid,
    )
    for subject in {*batch.subjects.values()} - {*beside}:
        writings[subject].beside = tuple(writings[other] for other in beside)
    one = next(iter(writings.values()))
    try:
        filed = await _write(batch, filings, writings, ground, trial)
        await ground.door.applied(one)
    finally:
        one.grant.close()
    return filed


def _beside(changes: Mapping[int, Change[Any]], found: Owners) -> tuple[UUID, ...]:
    """The other subjects of whom one change with a lasting effect is about: a no is one of all."""
    [*all_changes] = changes.values()
    owner = found.by_place.get(0)
    is_lasting = len(all_changes) == 1 and all_changes[0].effect is not None
    return owner.beside if is_lasting and owner is not None else ()


def _made(
    filings: Sequence[Filing], policy: Policy
) -> tuple[dict[int, Change[Any]], dict[int, Filed]]:
    """The changes by place, and the rows of which none can be made."""
    changes: dict[int, Change[Any]] = {}
    unmade: dict[int, Filed] = {}
    for place, filing in enumerate(filings):
        try:
            changes[place] = filing.make(policy)
        except InvalidField as fault:
            unmade[place] = refused(filing, fault)
    return changes, unmade


def _sorted_out(
    filings: Sequence[Filing],
    changes: Mapping[int, Change[Any]],
    *,
    found: Owners,
    barred: frozenset[Phone],
    ids: Callable[[Phone], UUID],
) -> _Batch:
    """Whom each row is about: its number's owner, or one new person a number."""
    subjects: dict[int, UUID] = {}
    new: set[UUID] = set()
    filed: dict[int, Filed] = {}
    for n, (place, change) in enumerate(changes.items()):
        phone = _phone(change)
        owner = found.by_place.get(n)
        barred_for = barrier(owner, phone, barred)
        if barred_for is not None:
            filed[place] = turned_away(filings[place], barred_for)
        elif owner is not None:
            subjects[place] = owner.subject
        else:
            subjects[place] = ids(phone)
            new.add(subjects[place])
    return _Batch(
        changes={place: changes[place] for place in subjects},
        subjects=subjects,
        new=frozenset(new),
        filed=filed,
    )


async def _write(
    batch: _Batch,
    filings: Sequence[Filing],
    writings: Mapping[UUID, Writing],
    ground: Ground,
    trial: _Trial,
) -> Sequence[Filed]:
    one = next(iter(writings.values()))
    try:
        async with ground.writer.transaction() as transaction:
            tx = Batched(connection=transaction.connection)
            known = [who for who in writings if who not in batch.new]
            if await is_outlived(tx, known, one.ruling):
                raise KeyErased  # somebody is withheld: her rows are sorted out anew
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
                    is_last=trial.is_last,
                )
            filed = [batch.filed[place] for place in range(len(filings))]
            await tx.write_told(ground)
            await trial.note(tx, filed)
            await claim(tx, one)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(one, fault, ground)
        raise
    return filed


async def _row(
    tx: Batched,
    parts: Parts,
    *,
    filing: Filing,
    change: Change[Any],
    writing: Writing,
    batch: _Batch,
    ground: Ground,
    is_last: bool,
) -> Filed:
    """File one row in a part of its own; what stops it is its own affair."""
    subject, committed = writing.subject, len(writing.cells)
    tx.forget()
    is_new = subject in batch.new and subject not in batch.made
    phone, asked_at = _phone(change), writing.ask.at
    try:
        async with parts.part():
            if is_new:
                await make_person(tx, writing, phone, ground, at=change.about.seen_at)
            else:
                await note_ownership(tx, writing, phone, change.about.seen_at or asked_at, ground)
            of, row = filing.source, ground.ids()
            await claim_key(
                tx, writing, ground, source=of, kind=filing.kind, key=filing.known_by, row=row
            )
            await change.work(tx, writing)
    except (*_HERS_ALONE, Raced) as fault:
        # No race, after so many: two rows of one number, of two times when nobody had it. By now
        # somebody had it at the first; the next run of the file makes whoever had it at the other.
        if isinstance(fault, Raced) and not is_last:
            raise
        del writing.cells[committed:]
        return refused(filing, fault)
    batch.made.add(subject)
    tx.keep()
    return Filed(line=filing.line, fate=Fate.NEW if is_new else Fate.MERGED)


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
