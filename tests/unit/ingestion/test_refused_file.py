"""Refused rows are written in the clear where it is asked for: for their owner, over nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cdp.errors import FileUnwritable
from cdp.ingestion.kinds import Kind
from cdp.ingestion.refused_file import refused_file
from cdp.ingestion.row import Refused
from privacy.phone import Advice
from privacy.terms import ReasonCode
from tests.unit.ingestion.table import CANARY, parse, read

MASKED = Refused(line=7, field="number", code=ReasonCode.INVALID_INPUT, advice=Advice.MASKED.value)


def written(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_refused_row_is_written_with_its_cells_and_why(tmp_path: Path) -> None:
    """Readable for its owner alone, with the mark by which spreadsheets know UTF-8."""
    path = tmp_path / "refused.csv"
    with refused_file(path, ("number", "姓名", "")) as file:
        file.write(MASKED, {"number": "139****2222", "姓名": "张晓明", "other": "x"})
        file.write(Refused.whole(9, "The row cannot be read."))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert written(path) == [
        ["number", "姓名", "line", "field", "code", "advice"],
        ["139****2222", "张晓明", "7", "number", "INVALID_INPUT", Advice.MASKED],
        ["", "", "9", "row", "INVALID_INPUT", "The row cannot be read."],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+8613911112222", "-2", "@x", "\t=1", "＝1", " =1"])
def test_no_cell_is_computed_by_whoever_opens_it(cell: str, tmp_path: Path) -> None:
    """An apostrophe stands before it, which spreadsheets take for text."""
    path = tmp_path / "refused.csv"
    with refused_file(path, ("=name", "number")) as file:
        file.write(MASKED, {"=name": cell, "number": "1"})
    rows = written(path)
    assert (rows[0][0], rows[1][:2]) == ("'=name", [f"'{cell}", "1"])


def test_a_corrected_row_is_read_again_and_an_uncorrected_one_is_refused_again(
    tmp_path: Path,
) -> None:
    """The apostrophe before a number is none of it; before a formula it makes it no text."""
    path = tmp_path / "refused.csv"
    cells = {"number": f"+86{CANARY}", "need": "=1+1"}
    told = parse(Kind.LEADS, **cells)
    assert isinstance(told, Refused)
    with refused_file(path, tuple(cells)) as file:
        file.write(told, cells)
    again = read(tmp_path, path.read_bytes()).rows[0].values
    assert again["number"] == f"'+86{CANARY}"
    second = parse(Kind.LEADS, number=again["number"], need=again["need"])
    assert isinstance(second, Refused)
    assert second.field == "need"
    assert not isinstance(parse(Kind.LEADS, number=again["number"], need="1"), Refused)


def test_our_columns_give_way_to_the_files(tmp_path: Path) -> None:
    """A file may have a column `line` of its own, as one that was refused before has."""
    path = tmp_path / "refused.csv"
    with refused_file(path, ("number", "line", "refused_line")) as file:
        file.write(MASKED, {"line": "x"})
    assert written(path)[0][-4:] == ["refused_refused_line", "field", "code", "advice"]


def test_half_a_surrogate_is_written_as_an_escape(tmp_path: Path) -> None:
    """JSON may hold one; the file is text all the same."""
    path = tmp_path / "refused.csv"
    with refused_file(path, ("name",)) as file:
        file.write(MASKED, {"name": "a\ud800"})
    assert written(path)[1][0] == "a\\ud800"


def test_nothing_is_overwritten_and_no_link_is_followed(tmp_path: Path) -> None:
    """A file, a link to one, a link to nowhere."""
    there = tmp_path / "there"
    there.write_text("kept")
    (tmp_path / "link").symlink_to(there)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("there", "link", "dangling"):
        with pytest.raises(FileUnwritable, match="already"), refused_file(tmp_path / name, ("a",)):
            pass
    assert there.read_text() == "kept"
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_cannot_be_made_is_told_with_advice(tmp_path: Path) -> None:
    """A folder that is not there, a name that can be none."""
    for path in (tmp_path / "none" / "refused.csv", tmp_path / "a\x00b"):
        with pytest.raises(FileUnwritable, match="folder"), refused_file(path, ("a",)):
            pass
