"""One file from its path to its report."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Final, TextIO
from uuid import UUID

import orjson

from cdp.errors import FileUnwritable
from cdp.imports.record import Run
from cdp.ingestion.binding import Binding, bind
from cdp.ingestion.desk import Desk, purpose_of
from cdp.ingestion.parsing import Parsed, Parser
from cdp.ingestion.pipeline import SEALED, Importer, Order, importer
from cdp.ingestion.progress import Watch, progress
from cdp.ingestion.reading import Reading, reading
from cdp.ingestion.refused_file import refused_file
from cdp.ingestion.report import FIRST_LINES, Places, Reason, Report
from cdp.ingestion.row import Refused
from privacy.terms import ReasonCode
from privacy.vault.field_key import FieldKey

_OFTEN: Final = 500
"""Rows between two looks at the clock, where nothing is filed."""


async def import_file(
    order: Order,
    desk: Desk,
    *,
    stream: TextIO,
    timer: Callable[[], float],
    refused_to: Path | None = None,
) -> Report:
    """File every row of `order`, and say what came of it. Begun again, it goes on.

    Raises: as `importer` and `Importer.file`; FileUnwritable where `refused_to` cannot be made.
    """
    if refused_to is not None:
        must_be_free(refused_to)
    with reading(order.path) as file:
        begun = await importer(order, desk, file)
        run = begun.run
        if not run.finished:
            with progress(stream, timer, total=file.survey.size) as watch:
                run = await begun.file(file, watch)
        report = await _report(begun, run, file)
        if refused_to is not None:
            await _write_refused(begun, file, refused_to)
    return report


def must_be_free(path: Path) -> None:
    """Return if a file can be made at `path`: it is made when the run is at its end.

    Raises:
        FileUnwritable: something is there, or its folder is not.
    """
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise FileUnwritable(
            "The file for refused rows cannot be made: name one in a folder of yours."
        )
    if path.exists() or path.is_symlink():
        raise FileUnwritable("The file for refused rows is there already: name one that is not.")


def rehearse(order: Order, desk: Desk, *, stream: TextIO, timer: Callable[[], float]) -> Report:
    """Read and check every row of `order`, and file none.

    Nobody is looked up for it: whether a row would make a person or find one is not told.

    Raises: as `importer`.
    """
    with reading(order.path) as file:
        binding = bind(file.header, order.kind, order.mapping)
        purpose_of(order.kind, order.source)
        report = _titled(order, file, binding, is_dry=True)
        parser = Parser(binding, now=desk.ground.clock(), country=order.source.default_country)
        with progress(stream, timer, total=file.survey.size) as watch:
            _count(file, parser, report, watch)
    return report


def _count(file: Reading, parser: Parser, report: Report, watch: Watch) -> None:
    for n, row in enumerate(file.rows(), start=1):
        said = row if isinstance(row, Refused) else parser.parse(row)
        if isinstance(said, Parsed):
            report.checked += 1
            report.split += bool(said.others)
        else:
            report.refuse(said)
        if n % _OFTEN == 0:
            watch(file.bytes_read(), n)


def _titled(order: Order, file: Reading, binding: Binding, *, is_dry: bool = False) -> Report:
    return Report(
        kind=order.kind.value,
        source=order.source.key,
        form=file.form,
        is_dry=is_dry,
        unknown=binding.unknown,
    )


async def _report(begun: Importer, run: Run, file: Reading) -> Report:
    """What the book says of the run: all of it, whichever process filed which part."""
    report = _titled(begun.order, file, begun.binding)
    report.is_repeated = begun.run.finished
    for name in ("new", "merged", "duplicate", "split"):
        setattr(report, name, run.counts[name])
    for row in await begun.desk.runs.reasons(run.id, first=FIRST_LINES):
        reason = Reason(field=row["field"], code=row["reason"], advice=row["advice"])
        report.reasons[reason] = Places(count=row["n"], lines=list(row["lines"]))
    report.further = run.counts["refused"] - sum(places.count for places in report.reasons.values())
    return report


async def _write_refused(begun: Importer, file: Reading, path: Path) -> None:
    """Every row that the run refused, in the clear, for whoever asked for it by name."""
    if begun.key is None:
        raise FileUnwritable(
            "What this file's run refused was shredded after seven days, and cannot be written."
        )
    with refused_file(path, file.header) as out:
        async for refused, cells in _refused(begun, begun.key):
            out.write(refused, cells)


async def _refused(
    begun: Importer, key: FieldKey
) -> AsyncIterator[tuple[Refused, Mapping[str, str] | None]]:
    async for kept in begun.desk.runs.refusals(begun.run.id):
        cells: Mapping[str, str] | None = None
        if kept.sealed is not None:
            cells = orjson.loads(key.open(kept.sealed, row=UUID(int=kept.line), column=SEALED))
        yield (
            Refused(
                line=kept.line,
                field=kept.field,
                code=ReasonCode(kept.reason),
                advice=kept.advice,
            ),
            cells,
        )
