"""Files for tests: written as bytes, read as the importer reads them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cdp.ingestion.binding import Binding, bind
from cdp.ingestion.kinds import Kind
from cdp.ingestion.mapping import load_mapping
from cdp.ingestion.parsing import Parsed, Parser
from cdp.ingestion.reading import reading
from cdp.ingestion.row import Refused, Row
from privacy.testing.asks import NOW

LINE = 17
"""Where rows of tests stand."""

CANARY = "13911112222"
"""A number that no report, error or refusal may repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of reading a file to its end."""

    form: str
    header: tuple[str, ...]
    rows: list[Row]
    refused: list[Refused]

    @property
    def cells(self) -> list[list[str]]:
        """The cells of each row, in the header's order."""
        return [[row.values.get(name, "") for name in self.header] for row in self.rows]

    @property
    def lines(self) -> list[int]:
        """Where rows begin."""
        return [row.line for row in self.rows]


def read(folder: Path, content: bytes | str) -> Read:
    """Write `content` to a file, and read that."""
    path = folder / "rows.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with reading(path) as found:
        every = list(found.rows())
        return Read(
            form=found.form,
            header=found.header,
            rows=[row for row in every if isinstance(row, Row)],
            refused=[row for row in every if isinstance(row, Refused)],
        )


def bound(kind: Kind, *header: str, mapping: str = "") -> Binding:
    """A header held against a mapping."""
    return bind(header, kind, load_mapping(mapping, kind))


def parser_of(binding: Binding) -> Parser:
    """Parses at the time of tests, in China."""
    return Parser(binding, now=NOW, country="CN")


def parse(kind: Kind, /, *, mapping: str = "", **values: str) -> Parsed | Refused:
    """One row with these cells, under columns that bear our names."""
    return parser_of(bound(kind, *values, mapping=mapping)).parse(Row(line=LINE, values=values))


def accepted(kind: Kind, /, *, mapping: str = "", **values: str) -> Parsed:
    """A row that is filed."""
    parsed = parse(kind, mapping=mapping, **values)
    assert isinstance(parsed, Parsed), parsed
    return parsed


def refused(kind: Kind, /, *, mapping: str = "", **values: str) -> Refused:
    """A row that is not."""
    parsed = parse(kind, mapping=mapping, **values)
    assert isinstance(parsed, Refused)
    return parsed
