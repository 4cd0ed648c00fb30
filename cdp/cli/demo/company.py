"""The sample company comes in as any company's records would: by files, and by what people say.

Nothing of it is written by SQL. Loaded again, it changes nothing: its files are known by their
bytes, and what its people said by how far the load came.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table

from cdp.acts.coarse import hour_of
from cdp.acts.record_consent import ConsentWish, record_consent
from cdp.acts.whom import About
from cdp.acts.write import Payload
from cdp.imports.book import further
from cdp.ingestion.desk import clerk
from cdp.ingestion.importing import import_file
from cdp.ingestion.kinds import Kind
from cdp.ingestion.mapping import load_mapping, no_mapping
from cdp.ingestion.pipeline import Order
from cdp.ingestion.report import Report
from cdp.sample.company import SEED, Company, sample_company
from cdp.sample.consents import Saying
from cdp.sample.files.consignment import Consignment
from cdp.wiring import Service
from cdp.wiring.account import account
from privacy.gate import Ask
from privacy.phone import Phone
from privacy.terms import Action, Purpose

_TOGETHER: Final = 8
"""People whose statements are filed at once: the ledger takes those of many in one batch."""

_AT_ONCE: Final = 200
"""Statements between two notes of how far it came."""


async def load_company(
    service: Service, *, people: int, stream: TextIO, since: datetime
) -> list[tuple[Consignment, Report]]:
    """Load the company of `people` as of the day of `since`. What the report of each file says.

    Raises: as `import_file` and `record_consent`.
    """
    day = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    company = await asyncio.to_thread(sample_company, now=day, people=people)
    reports = [(each, await _file(service, each, stream)) for each in company.consignments]
    await _say(service, company, people)
    return reports


def as_foretold(consignment: Consignment, report: Report) -> bool:
    """Whether a file came in as its generator said it would."""
    expected = consignment.expected
    return (report.accepted, report.split, report.duplicate, report.refused) == (
        expected.accepted,
        expected.split,
        expected.duplicates,
        sum(expected.refused.values()),
    )


def show_company(reports: Iterable[tuple[Consignment, Report]], *, took_s: float) -> None:
    """What came in, in colour, for people."""
    table = Table(title=f"Sample company · 样例公司  ({took_s:.0f} s)", expand=True)
    for heading in ("", "file 文件", "new 新增", "merged 归入", "duplicate 重复", "refused 未接收"):
        table.add_column(heading, justify="left" if heading in {"", "file 文件"} else "right")
    for consignment, report in reports:
        mark = "[green]✓[/green]" if as_foretold(consignment, report) else "[bold red]✗[/bold red]"
        counts = (report.new, report.merged, report.duplicate, report.refused)
        table.add_row(mark, consignment.name, *(f"{count:,}" for count in counts))
    Console().print(table)


async def _file(service: Service, each: Consignment, stream: TextIO) -> Report:
    with tempfile.TemporaryDirectory(prefix="cdp-company-") as place:
        path = Path(place) / each.name
        await asyncio.to_thread(_put, path, each.content)
        kind = Kind(each.kind)
        order = Order(
            path=path,
            kind=kind,
            source=service.ground.sources.named(each.source),
            mapping=no_mapping() if each.mapping is None else load_mapping(each.mapping, kind),
            mapping_text=each.mapping or "",
        )
        return await import_file(order, service.imports, stream=stream, timer=monotonic)


def _put(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


async def _say(service: Service, company: Company, people: int) -> None:
    """File what people said, as far as it is not filed yet; the book of runs notes how far."""
    runs, ground = service.imports.runs, service.ground
    token = ground.numbers.key.token(f"sayings\x1f{SEED}\x1f{people}\x1f{len(company.sayings)}")
    run = await runs.find(token)
    if run is None:
        run = await runs.begin(token, kind="sayings", source="sample", at=hour_of(ground.clock()))
    done = run.line
    while done < len(company.sayings):
        some = company.sayings[done : done + _AT_ONCE]
        await _file_sayings(service, some)
        async with ground.writer.transaction() as tx:
            await further(
                tx, run.id, before=done, line=done + len(some), more={"merged": len(some)}
            )
        done += len(some)
    await runs.finish(run.id)


async def _file_sayings(service: Service, sayings: Sequence[Saying]) -> None:
    """Those of one person one after the other, those of several at once."""
    by_person: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        by_person[saying.number].append(saying)
    turns = asyncio.Semaphore(_TOGETHER)

    async def one(said: Sequence[Saying]) -> None:
        async with turns:
            for each in said:
                await _said(service, each)

    async with asyncio.TaskGroup() as group:
        for said in by_person.values():
            group.create_task(one(said))


async def _said(service: Service, saying: Saying) -> None:
    ground = service.ground
    await record_consent(
        ConsentWish(
            about=About(phone=Phone.parse(saying.number)),
            purpose=saying.purpose,
            state=saying.state,
            method=saying.method,
            said_at=saying.said_at,
        ),
        Ask(
            actor=clerk(account(), unit="sample"),
            purpose=Purpose.SERVICE_SUPPORT,
            action=Action.WRITE,
            operation=ground.ids(),
            at=ground.clock(),
        ),
        ground,
        Payload(),
    )
