"""Whatever wrote a table, it is read as it was; whatever a file holds, none of it is repeated."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cdp.errors import FileUnreadable, InvalidField, MappingInvalid
from cdp.ingestion.binding import bind
from cdp.ingestion.cells import Place, reader_of
from cdp.ingestion.kinds import FIELDS, Kind
from cdp.ingestion.mapping import load_mapping, no_mapping
from cdp.ingestion.parsing import Parsed, Parser
from cdp.ingestion.reading import reading
from cdp.ingestion.report import Report
from cdp.ingestion.row import Refused, Row
from privacy.testing.asks import NOW
from tests.unit.ingestion.table import CANARY, Read, read

PLACE = Place(zone=no_mapping().zone, now=NOW, country="CN")

HEADER = ["number", "姓名", "备注"]

COMMON = "的一是不了在人有我他这中大来上个国和地到说们为子时道出而要于就下得可你年生"
SPECIAL = "\"',;|\t\n\r，、 =+-@\\{}[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a table is written."""

    delimiter: str
    end: str
    all_quoted: bool


texts = st.text(st.sampled_from("ab19" + COMMON + SPECIAL), max_size=12) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12
)
common_texts = st.text(st.sampled_from("ab19" + COMMON + SPECIAL), max_size=12)

WRITINGS = [
    Writing(delimiter=delimiter, end=end, all_quoted=all_quoted)
    for delimiter, end in [
        *zip(",\t;|，", ["\r\n", "\n"] * 3, strict=False),
        (",", "\n"),
        (",", "\r"),
    ]
    for all_quoted in (True, False)
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def written(rows: list[list[str]], how: Writing) -> str:
    stream = io.StringIO(newline="")
    # This writer leaves a line end unquoted where lines end otherwise.
    all_quoted = how.all_quoted or any(set("\r\n") & set(cell) for row in rows for cell in row)
    csv.writer(
        stream,
        delimiter=how.delimiter,
        lineterminator=how.end,
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    return stream.getvalue()


def read_back(content: bytes) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), content)


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Rows of which none is empty, for an empty row is none."""
    row = st.lists(cells, min_size=2, max_size=2).map(lambda rest: ["13800138000", *rest])
    return st.lists(row, max_size=6)


@settings(max_examples=300)
@given(tables(texts), st.sampled_from(WRITINGS), st.sampled_from(ENCODINGS))
def test_any_table_in_any_dialect_and_encoding_reads_back_equal(
    rows: list[list[str]], how: Writing, encoding: str
) -> None:
    """Quotation marks, line ends and delimiters inside cells included."""
    text = written([HEADER, *rows], how)
    assert read_back(text.encode(encoding)).cells == rows


@settings(max_examples=200)
@given(tables(common_texts), st.sampled_from(WRITINGS))
def test_any_table_of_common_chinese_reads_back_equal_in_gb18030(
    rows: list[list[str]], how: Writing
) -> None:
    """As spreadsheets in China save it."""
    text = written([["number", "客户姓名（必填）", "备注与其他说明"], *rows], how)
    assert read_back(text.encode("gb18030")).cells == rows


@given(tables(texts))
def test_any_table_reads_back_equal_from_json_lines(rows: list[list[str]]) -> None:
    """Escaped or not."""
    for is_ascii in (True, False):
        lines = [
            json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=is_ascii) for row in rows
        ]
        if lines:
            assert read_back("\n".join(lines).encode()).cells == rows


def everything_said(content: bytes, kind: Kind) -> str:
    """All that an import of `content` would tell anybody."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows"
        path.write_bytes(content)
        try:
            with reading(path) as found:
                binding = bind(found.header, kind, no_mapping())
                parser = Parser(binding, now=NOW, country="CN")
                report = Report(kind=kind.value, source="web", form=found.form)
                said = []
                for row in found.rows():
                    parsed = parser.parse(row) if isinstance(row, Row) else row
                    said.append(repr(parsed))
                    if isinstance(parsed, Refused):
                        report.refuse(parsed)
                return "\n".join((*said, report.as_json()))
        except (FileUnreadable, MappingInvalid) as refused:
            return f"{refused} {refused!r}"


@settings(max_examples=300)
@given(st.binary(max_size=400))
@example(b"number\n\xff")
@example(b"{")
@example(b"sep=")
@example(b'"')
@example(b"number\r")
@example(b"\xff\xfe\x00")
@example(b'\xef\xbb\xbf{"number":"1"}\n{')
def test_any_bytes_are_read_or_refused_with_advice(content: bytes) -> None:
    """By an error of ours, or row by row; nothing else is raised."""
    everything_said(content, Kind.LEADS)
    everything_said(b"number,name\n" + content, Kind.LEADS)
    everything_said(b'{"number":"' + content, Kind.LEADS)


@pytest.mark.parametrize("kind", Kind)
@given(st.data())
def test_no_cell_is_repeated_by_any_refusal_report_or_error(
    kind: Kind, data: st.DataObject
) -> None:
    """Whatever stands around it, in whichever column."""
    fields = list(FIELDS[kind])
    if kind is Kind.ORDERS:
        fields.remove("unit_minor")
    around = st.text(st.sampled_from("=+-@\x00\"', /*;{}[]E转年月"), max_size=4)
    cells = data.draw(
        st.lists(
            st.tuples(around, around).map(lambda ends: f"{ends[0]}{CANARY}{ends[1]}"),
            min_size=len(fields),
            max_size=len(fields),
        )
    )
    text = written([fields, cells, ["13800138000", *cells[1:]]], WRITINGS[-1])
    broken = data.draw(st.sampled_from(["", f'"{CANARY}"x\n', f"{CANARY}\n", f'"{CANARY}']))
    assert CANARY not in everything_said((text + broken).encode(), kind)
    line = json.dumps(dict(zip(fields, cells, strict=True)))
    assert CANARY not in everything_said(f"{line}\n{line[:-9]}\n".encode(), kind)
    assert CANARY not in everything_said(",".join(cells).encode(), kind)


@given(st.text(max_size=60))
def test_any_text_is_a_mapping_or_is_refused_as_one(text: str) -> None:
    """TOML's own message would repeat it, and is dropped."""
    for content in (text, f'[columns]\n"a" = "{text}"', f"[values.intent]\n{text} = 1"):
        with suppress(MappingInvalid):
            load_mapping(content, Kind.LEADS)


@settings(max_examples=300)
@given(st.sampled_from(Kind), st.text(min_size=1, max_size=30), st.data())
@example(Kind.CASES, "1٣", None)
def test_any_cell_of_any_field_is_a_value_or_an_invalid_field(
    kind: Kind, text: str, data: st.DataObject | None
) -> None:
    """Whatever the text is."""
    fields = [field for field in FIELDS[kind].values() if field.form is not None]
    chosen = fields if data is None else [data.draw(st.sampled_from(fields))]
    for field in chosen:
        assert field.form is not None
        read_cell = reader_of(field.form, PLACE)
        with suppress(InvalidField):
            read_cell(text, field=field.name)


@given(st.text(max_size=80))
def test_any_cell_of_numbers_is_filed_under_one_or_refused(text: str) -> None:
    """Numbers, and what is between them."""
    parser = Parser(bind(["number"], Kind.LEADS, no_mapping()), now=NOW, country="CN")
    for cell in (text, f"{CANARY}{text}", f"{CANARY}{text}13800138000"):
        parsed = parser.parse(Row(line=2, values={"number": cell}))
        assert isinstance(parsed, Parsed) or parsed.field == "number"
