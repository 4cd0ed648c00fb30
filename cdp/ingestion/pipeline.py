"""The pipeline: a file comes in, batch by batch, and comes in once however often it is begun.

    survey ─► header bound ─► rows parsed ─► batches filed, each with how far it came ─► report

The run is known by the file's bytes, the mapping, the kind and the source. Begun again after a
crash it goes on behind the last batch that stands; begun again after its end it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import orjson

from cdp.acts.coarse import hour_of
from cdp.acts.file_batch import MOST, file_batch
from cdp.acts.filing import Fate, Filed, Filing
from cdp.database.writer import Transaction
from cdp.errors import InvalidField
from cdp.imports.book import Refusal, further, refuse
from cdp.imports.record import Run
from cdp.ingestion.binding import Binding, bind
from cdp.ingestion.desk import Desk, purpose_of
from cdp.ingestion.filings import filing_of
from cdp.ingestion.kinds import Kind
from cdp.ingestion.mapping import FieldMap
from cdp.ingestion.parsing import Parsed, Parser
from cdp.ingestion.progress import Watch
from cdp.ingestion.reading import Reading
from cdp.ingestion.row import Refused, Row
from cdp.interactions.outcomes import CHANGES_OWNER, effects_of
from cdp.sources.record import Source
from privacy.errors import KeyErased
from privacy.gate import Ask
from privacy.terms import Action, ReasonCode
from privacy.vault.field_key import FieldKey

SEALED: Final = "import_refusal.sealed"
"""The place that a refused row is sealed for; its row is the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be imported, as what, from where. `mapping_text` is part of what a run is."""

    path: Path
    kind: Kind
    source: Source
    mapping: FieldMap
    mapping_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A row as it was read: what it says, or why not; and its cells, to be sealed if refused."""

    row: Row | None
    said: Parsed | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """Files the rows of one file. Made for one run."""

    order: Order
    desk: Desk
    binding: Binding
    run: Run
    key: FieldKey | None
    """None: the run is at its end, and its key was shredded."""

    async def file(self, reading: Reading, watch: Watch) -> Run:
        """Every row behind the last that stands; the run at its end.

        Raises:
            FileUnreadable: the file was changed meanwhile; what stands, stands.
            Conflict: another process imports the same file.
            Refusal: the policy lets no record of this kind and source be filed.
        """
        done, rows = self.run.line, 0
        for batch in _batches(self._read(reading), self._stands_alone):
            await self._batch(batch, before=done)
            done, rows = _line(batch[-1]), rows + len(batch)
            watch(reading.bytes_read(), rows)
        return await self.desk.runs.finish(self.run.id)

    def _read(self, reading: Reading) -> Iterator[_Read]:
        source = self.order.source
        parser = Parser(self.binding, now=self.desk.ground.clock(), country=source.default_country)
        for row in reading.rows():
            if row.line <= self.run.line:
                continue
            if isinstance(row, Refused):
                yield _Read(row=None, said=row)
            else:
                yield _Read(row=row, said=parser.parse(row))

    def _stands_alone(self, read: _Read) -> bool:
        """Whether no other row may come in with it.

        What a row changes for good has an entry that names one person alone; and whose a number
        is must be asked anew behind a row that says that it is another's.
        """
        if isinstance(read.said, Refused) or read.said.call is None:
            return False
        call = read.said.call
        if effects_of(call.direction, call.result, call.outcome).number in CHANGES_OWNER:
            return True
        try:
            change = self._filing(read.said).make(self.desk.ground.policies.current)
        except InvalidField:
            return False
        return change.effect is not None

    def _filing(self, parsed: Parsed) -> Filing:
        return filing_of(parsed, self.order.source, self._ask(), self.desk.ground)

    def _ask(self) -> Ask:
        ground = self.desk.ground
        return Ask(
            actor=self.desk.clerk,
            purpose=purpose_of(self.order.kind, self.order.source),
            action=Action.WRITE,
            operation=ground.ids(),
            at=ground.clock(),
            case_ref=str(self.run.id),
        )

    async def _batch(self, batch: Sequence[_Read], *, before: int) -> None:
        parsed = [each.said for each in batch if isinstance(each.said, Parsed)]
        rows = {_line(each): each.row for each in batch}
        unread = [_unread(each.said) for each in batch if isinstance(each.said, Refused)]
        split = {each.line for each in parsed if each.others}

        async def note(tx: Transaction, filed: Sequence[Filed]) -> None:
            every = sorted([*unread, *filed], key=lambda one: one.line)
            more = {fate.value: sum(one.fate is fate for one in every) for fate in Fate}
            kept = {one.line for one in every if one.fate in {Fate.NEW, Fate.MERGED}}
            more["split"] = len(split & kept)
            await further(tx, self.run.id, before=before, line=_line(batch[-1]), more=more)
            for one in every:
                if one.fate is Fate.REFUSED:
                    await refuse(tx, self.run.id, self._kept(one, rows[one.line]))

        filings = [self._filing(each) for each in parsed]
        if filings:
            await file_batch(
                filings, self._ask(), self.desk.ground, note=note, barred=self.desk.barred
            )
        else:
            async with self.desk.ground.writer.transaction() as tx:
                await note(tx, ())

    def _kept(self, one: Filed, row: Row | None) -> Refusal:
        """A refusal as the book keeps it: the cells under the run's key, or none."""
        sealed = None
        if row is not None and self.key is not None:
            sealed = self.key.seal(
                orjson.dumps({name: _whole(cell) for name, cell in row.values.items()}),
                row=UUID(int=one.line),
                column=SEALED,
            )
        return Refusal(
            line=one.line,
            field=one.field,
            reason=one.reason or ReasonCode.INTERNAL,
            advice=one.advice,
            sealed=sealed,
        )


async def importer(order: Order, desk: Desk, reading: Reading) -> Importer:
    """An importer for the file of `reading`: its run found, or begun.

    Raises:
        MappingInvalid: the columns do not fit the fields; nothing was begun.
        InvalidField: the source cannot bring such records.
    """
    binding = bind(reading.header, order.kind, order.mapping)
    purpose_of(order.kind, order.source)
    ground = desk.ground
    bytes_of = reading.survey.digest.hex()
    token = ground.numbers.key.token(
        f"import\x1f{order.kind}\x1f{order.source.key}\x1f{order.mapping_text}\x1f{bytes_of}"
    )
    run, key = await _run_of(token, order, desk)
    return Importer(order=order, desk=desk, binding=binding, run=run, key=key)


async def _run_of(token: bytes, order: Order, desk: Desk) -> tuple[Run, FieldKey | None]:
    """The run of a file with its key: found, or begun.

    One that was left in the middle until its key was shredded is closed, and the file begun anew:
    what stands of it is known again row by row.
    """
    run = await desk.runs.find(token)
    if run is not None:
        try:
            return run, await desk.keys.make(run.id)
        except KeyErased:
            if run.finished:
                return run, None
            await desk.runs.finish(run.id)
    run = await desk.runs.begin(
        token,
        kind=order.kind.value,
        source=order.source.key,
        at=hour_of(desk.ground.clock()),
        after=None if run is None else run.id,
    )
    return run, await desk.keys.make(run.id)


def _batches(
    rows: Iterator[_Read], stands_alone: Callable[[_Read], bool]
) -> Iterator[Sequence[_Read]]:
    """The rows in their order, at most `MOST` together; some stand alone."""
    batch: list[_Read] = []
    for row in rows:
        alone = stands_alone(row)
        if batch and (alone or len(batch) >= MOST):
            yield batch
            batch = []
        batch.append(row)
        if alone:
            yield batch
            batch = []
    if batch:
        yield batch


def _line(read: _Read) -> int:
    return read.said.line


def _unread(refused: Refused) -> Filed:
    return Filed(
        line=refused.line,
        fate=Fate.REFUSED,
        reason=refused.code,
        field=refused.field,
        advice=refused.advice,
    )


def _whole(cell: str) -> str:
    """A cell as JSON can hold it: half surrogates, which some files have, are escaped."""
    return cell.encode("utf-8", "backslashreplace").decode()
