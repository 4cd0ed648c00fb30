"""A report counts rows and names lines; it holds no cell, and machines and people read the same."""

from __future__ import annotations

import io
import json

from rich.console import Console

from cdp.ingestion.report import FIRST_LINES, Report
from cdp.ingestion.row import Refused
from privacy.phone import Advice
from privacy.terms import ReasonCode
from tests.unit.ingestion.table import CANARY


def report(*, new: int = 0, merged: int = 0, duplicate: int = 0, split: int = 0) -> Report:
    return Report(
        kind="leads",
        source="web",
        form="CSV (comma), UTF-8",
        new=new,
        merged=merged,
        duplicate=duplicate,
        split=split,
    )


def refusal(line: int, advice: str = Advice.MASKED) -> Refused:
    return Refused(line=line, field="number", code=ReasonCode.INVALID_INPUT, advice=advice)


def printed(told: Report) -> str:
    stream = io.StringIO()
    Console(file=stream, width=160).print(told.as_tables())
    return stream.getvalue()


def test_accepted_are_the_new_and_the_merged() -> None:
    """A row that was filed before is a duplicate, and neither accepted nor refused."""
    told = report(new=3, merged=2, duplicate=7)
    assert (told.accepted, told.refused, told.is_clean) == (5, 0, True)


def test_refusals_are_grouped_by_reason_and_the_first_lines_are_named() -> None:
    """The most frequent first."""
    told = report()
    told.refuse(refusal(5, Advice.SPREADSHEET))
    for line in range(10, 40):
        told.refuse(refusal(line))
    read = json.loads(told.as_json())
    assert (read["refused"], told.is_clean) == (31, False)
    masked, rounded = read["reasons"]
    assert (masked["count"], masked["first_lines"]) == (30, list(range(10, 10 + FIRST_LINES)))
    assert rounded == {
        "field": "number",
        "code": "INVALID_INPUT",
        "advice": Advice.SPREADSHEET,
        "count": 1,
        "first_lines": [5],
    }


def test_reasons_are_bounded_and_none_is_lost_from_the_count() -> None:
    """Every row of a file may have a reason of its own."""
    told = report()
    for line in range(1000):
        told.refuse(refusal(line, f"reason {line}"))
    assert (told.refused, told.further) == (1000, 800)
    assert "further reasons" in printed(told)


def test_a_report_is_read_in_two_languages() -> None:
    """Counts, reasons, unknown columns, and whether anything was filed at all."""
    told = report(new=1200, split=2)
    told.is_dry = True
    told.unknown = ("备注[2]",)
    told.refuse(refusal(5))
    text = printed(told)
    for words in ("新增", "1,200", "含多个号码", "dry run", "试运行", "备注[2]", "未识别的列"):
        assert words in text
    assert "5" in text


def test_a_clean_report_lists_no_reasons() -> None:
    """Nothing is left to do."""
    assert "what to do" not in printed(report(new=1))


def test_a_column_that_is_called_like_a_person_is_not_shown() -> None:
    """A header that looks like data is not told of."""
    told = report()
    told.unknown = (CANARY, "备注")
    assert json.loads(told.as_json())["unknown_columns"] == ["备注"]
    assert CANARY not in printed(told)
