"""A delimited file is read as its rows come out even; a row that cannot be read stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp.errors import FileUnreadable
from tests.unit.ingestion.table import CANARY, read


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    """Though cells hold the others, quoted or not."""
    others = "".join(one for one in ",\t;|，" if one != delimiter)
    text = "number,name,notes\n138,a,x\n139,b,y\n".replace(",", delimiter)
    found = read(tmp_path, text + f'137{delimiter}c{delimiter}"1{delimiter}2{others}"\n')
    assert found.cells[:2] == [["138", "a", "x"], ["139", "b", "y"]]
    assert found.cells[2] == ["137", "c", f"1{delimiter}2{others}"]


def test_a_list_of_one_column_is_a_table(tmp_path: Path) -> None:
    """Numbers alone, as a do-not-call list is sent."""
    assert read(tmp_path, "number\n138\n139\n").cells == [["138"], ["139"]]


def test_a_delimiter_that_is_declared_is_believed(tmp_path: Path) -> None:
    """Excel writes `sep=;` and reads it back; it is no row."""
    found = read(tmp_path, "sep=;\r\nnumber;name\r\n138;a,b\r\n")
    assert (found.header, found.cells, found.lines) == (("number", "name"), [["138", "a,b"]], [3])


def test_mixed_line_ends_are_line_ends(tmp_path: Path) -> None:
    """Files are put together from others; the line of a row is counted as an editor counts."""
    found = read(tmp_path, "number,name\r\n138,a\n139,b\r137,c\r\n\r\n136,d")
    assert found.cells == [["138", "a"], ["139", "b"], ["137", "c"], ["136", "d"]]
    assert found.lines == [2, 3, 4, 6]


def test_a_cell_of_several_lines_is_one_cell_and_lines_are_counted_on(tmp_path: Path) -> None:
    """A row's line is where it begins."""
    found = read(tmp_path, 'number,notes\n138,"a\r\nb ""c""\n"\n139,d\n')
    assert (found.cells, found.lines) == ([["138", 'a\r\nb "c"\n'], ["139", "d"]], [2, 5])


@pytest.mark.parametrize(
    "text", ["number,name\n", "number,name", "number,name\r\n,\r\n\r\n , \r\n"]
)
def test_a_header_alone_is_a_table_of_no_rows(text: str, tmp_path: Path) -> None:
    """Rows without a cell filled in are none; nothing is refused."""
    found = read(tmp_path, text)
    assert (found.header, found.rows, found.refused) == (("number", "name"), [], [])


def test_columns_without_a_name_at_the_end_are_none(tmp_path: Path) -> None:
    """Spreadsheets save as wide as their widest row."""
    found = read(tmp_path, "number,name,,\n138,a,,\n139,b\n")
    assert (found.header, found.cells) == (("number", "name"), [["138", "a"], ["139", "b"]])


def test_a_row_of_another_width_is_refused_alone(tmp_path: Path) -> None:
    """Its cells cannot be told apart; those around it can."""
    found = read(tmp_path, f"number,name,city\n138,a,x\n{CANARY},b\n{CANARY},b,x,y\n139,c,y\n")
    assert found.lines == [2, 5]
    assert [(one.line, one.field) for one in found.refused] == [(3, "row"), (4, "row")]
    assert "2 cells" in found.refused[0].advice
    assert CANARY not in repr(found.refused)


@pytest.mark.parametrize("letter", ["x", "字"])
def test_a_megabyte_in_a_cell_is_one_refused_row(letter: str, tmp_path: Path) -> None:
    """In one line, in quotation marks, over many lines: the rows around it are read."""
    huge = letter * 1024 * 1024
    lines = f"{letter * 1000}\n138,no row,x\n" * 1024
    text = f'number,name\n138,a\n139,{huge}\n137,b\n136,"{huge}"\n135,c\n134,"{lines}"\n133,d\n'
    found = read(tmp_path, text)
    assert [cells[0] for cells in found.cells] == ["138", "137", "135", "133"]
    assert [one.line for one in found.refused] == [3, 5, 7]
    assert "taken as this one row" in found.refused[2].advice


def test_a_line_of_many_megabytes_is_passed_over(tmp_path: Path) -> None:
    """Without being kept."""
    found = read(tmp_path, "number,name\n138,a\n" + "x" * 5_000_000 + "\n139,b\n")
    assert [cells[0] for cells in found.cells] == ["138", "139"]
    assert [one.line for one in found.refused] == [3]


def test_a_huge_cell_that_is_never_closed_ends_with_the_file(tmp_path: Path) -> None:
    """However long the lines are that it takes with it."""
    for rest in ("139,b\n" * 100_000, "x" * 3_000_000 + "\n", "x" * 3_000_000 + '"\n'):
        found = read(tmp_path, 'number,name\n138,a\n139,"' + "y\n" * 100_000 + rest)
        assert (found.lines, [one.line for one in found.refused]) == ([2], [3])


def test_a_record_without_end_is_bounded(tmp_path: Path) -> None:
    """Many small cells over many lines are one record too."""
    found = read(tmp_path, "number,name\n" + '"a\n",' * 2_000_000 + "x\n139,b\n")
    assert ([cells[0] for cells in found.cells], len(found.refused)) == (["139"], 1)


def test_a_stray_quotation_mark_is_refused_and_not_interpreted(tmp_path: Path) -> None:
    """What was meant cannot be known; how far the damage went can."""
    found = read(tmp_path, 'number,name\n138,"a"b\n139,c\n137,"d\n136,"e"\n135,f\n')
    assert found.cells == [["139", "c"], ["135", "f"]]
    assert [one.line for one in found.refused] == [2, 4]
    assert "Lines 4 to 5" in found.refused[1].advice


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    """All the rows behind it are told of by their lines."""
    found = read(tmp_path, 'number,name\n138,a\n139,"b\n137,c\n')
    assert found.cells == [["138", "a"]]
    assert "Lines 3 to 4" in found.refused[0].advice


@pytest.mark.parametrize(
    "first",
    [
        f"{CANARY},张晓明",
        "张晓明,+86 139 1111 2222",
        "张晓明,139****2222",
        "张晓明,１３９１１１１２２２２",
        "张晓明,xm@example.com",
        "张晓明," + "很长的备注" * 30,
    ],
)
def test_a_file_without_header_is_refused_and_its_first_row_is_not_shown(
    first: str, tmp_path: Path
) -> None:
    """It would be shown as unknown columns, and it is somebody."""
    with pytest.raises(FileUnreadable, match="no header row") as refused:
        read(tmp_path, f"{first}\n13800138000,b\n")
    assert "张" not in str(refused.value)


@pytest.mark.parametrize("header", ['number,"na\nme"', "number,na\x00me"])
def test_a_header_with_control_characters_is_refused(header: str, tmp_path: Path) -> None:
    """Names of columns are shown on screens."""
    with pytest.raises(FileUnreadable, match="control characters"):
        read(tmp_path, f"{header}\n13800138000,b\n")


@pytest.mark.parametrize("header", ['"number"x,name', '"number,name'])
def test_a_header_that_cannot_be_read_is_refused(header: str, tmp_path: Path) -> None:
    """Without it no cell has a meaning."""
    with pytest.raises(FileUnreadable, match="header row cannot be read"):
        read(tmp_path, f"{header}\n13800138000,b\n")


def test_a_thousand_columns_are_enough(tmp_path: Path) -> None:
    """Beyond is no table of people."""
    with pytest.raises(FileUnreadable, match="1000 columns"):
        read(tmp_path, ",".join(f"c{n}" for n in range(1001)))


def test_nuls_in_a_cell_reach_the_row_that_has_them_and_no_other(tmp_path: Path) -> None:
    """There they are refused, as every control character is."""
    found = read(tmp_path, "number,name\n138,a\x00b\n139,c\n" * 3)
    assert found.cells[0] == ["138", "a\x00b"]
