"""Files, and how they come in: written to a folder, and brought to a service's import desk."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Final

from cdp.database.dsn import Database
from cdp.database.schema import SCHEMA
from cdp.ingestion.binding import bind
from cdp.ingestion.importing import import_file
from cdp.ingestion.kinds import Kind
from cdp.ingestion.mapping import load_mapping
from cdp.ingestion.parsing import Parsed, Parser
from cdp.ingestion.pipeline import Order
from cdp.ingestion.report import Report
from cdp.ingestion.row import Row
from tests.acceptance.stand import Stand

SOURCES: Final[Mapping[Kind, str]] = {
    Kind.CONTACTS: "crm-export",
    Kind.LEADS: "ad-platform",
    Kind.ORDERS: "shop",
    Kind.CASES: "help-desk",
    Kind.CALLS: "telephone-system",
}
"""A source that may bring each kind."""

BOOKKEEPING: Final = ("import_run", "import_refusal", "applied_operation")
"""Tables that say what was done, and hold no record of anybody."""

_names = count(1)

Cells = Mapping[str, object]


def table(*rows: Cells) -> str:
    """Rows as CSV; the first one's keys are the header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def numbers(first: int, how_many: int) -> list[str]:
    """Mobile numbers one after the other."""
    return [f"139{first + n:08d}" for n in range(how_many)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """A file that is ready to be imported, as often as one likes."""

    at: Stand
    order: Order

    def __call__(self, refused_to: Path | None = None) -> Report:
        """Import it; what the report says."""
        return self.at.wait_for(self.coming(refused_to))

    async def coming(self, refused_to: Path | None = None) -> Report:
        """The same, to run beside others in the service's loop."""
        desk = self.at.service.imports
        return await import_file(
            self.order, desk, stream=io.StringIO(), timer=monotonic, refused_to=refused_to
        )


def bringing(
    at: Stand,
    folder: Path,
    kind: Kind,
    content: str | bytes,
    *,
    mapping: str = "",
    source: str = "",
) -> Bringing:
    """`content` as a file of `kind`."""
    path = folder / f"file-{next(_names)}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    order = Order(
        path=path,
        kind=kind,
        source=at.service.ground.sources.named(source or SOURCES[kind]),
        mapping=load_mapping(mapping, kind),
        mapping_text=mapping,
    )
    return Bringing(at=at, order=order)


def brought(
    at: Stand, folder: Path, kind: Kind, content: str | bytes, *, mapping: str = ""
) -> Report:
    """Import `content` once."""
    return bringing(at, folder, kind, content, mapping=mapping)()


def parsed(at: Stand, kind: Kind, *rows: Cells) -> list[Parsed]:
    """Rows as the pipeline reads them; each must be fit to be filed."""
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    parser = Parser(
        bind(header, kind, load_mapping("", kind)), now=at.service.ground.clock(), country="CN"
    )
    every = [
        parser.parse(Row(line=n, values={name: str(cell) for name, cell in row.items()}))
        for n, row in enumerate(rows, start=2)
    ]
    fit = [each for each in every if isinstance(each, Parsed)]
    assert len(fit) == len(every)
    return fit


def filed_counts(at: Stand) -> dict[str, int]:
    """How many rows of anybody each table holds."""
    names = [name for name in SCHEMA[Database.DATA].tables if name not in BOOKKEEPING]
    query = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # noqa: S608 - our own tables
    return {row[0]: row[1] for row in at.sql(Database.DATA, query) if row[1]}


def of_anybody(contents: Mapping[str, str | None]) -> dict[str, str | None]:
    """Digests of the tables that hold records, without those that say what was done."""
    return {name: digest for name, digest in contents.items() if name not in BOOKKEEPING}
