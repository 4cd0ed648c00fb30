"""JSON Lines hold one flat object of texts a line; the nested and the doubled are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp.errors import FileUnreadable
from tests.unit.ingestion.table import CANARY, read

GOOD = '{"number": "13800138000", "name": "张晓明"}\n'


def test_objects_are_rows_and_their_keys_columns(tmp_path: Path) -> None:
    """Keys may differ from line to line; null and absence are an empty cell."""
    text = f'\ufeff\n{GOOD}\r\n{{"number": "139", "city": null, "城市": "上海"}}'
    found = read(tmp_path, text)
    assert found.header == ("number", "name", "city", "城市")
    assert found.cells == [["13800138000", "张晓明", "", ""], ["139", "", "", "上海"]]
    assert (found.lines, found.form) == ([2, 4], "JSON Lines, UTF-8")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_read_too(encoding: str, tmp_path: Path) -> None:
    """Though JSON is UTF-8, exports are what they are."""
    assert read(tmp_path, GOOD.encode(encoding)).cells == [["13800138000", "张晓明"]]


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        (f'{{"number": "{CANARY}", "ok": true}}', "quotation marks"),
        (f'{{"number": "{CANARY}", "amount": NaN}}', "quotation marks"),
        (f'{{"number": ["{CANARY}"]}}', "a list"),
        (f'{{"number": {{"mobile": "{CANARY}"}}}}', "a list"),
        (f'{{"number": "1", "number": "{CANARY}"}}', "twice"),
        (f'{{"number": "1", " number": "{CANARY}"}}', "twice"),
        (f'{{"{CANARY}": "1"}}', "key"),
        ('{"a\\u0000b": "1"}', "key"),
        (f'["{CANARY}"]', "no JSON object"),
        (f'{{"number": "{CANARY}"', "no JSON object"),
        (f'{{"number": "{CANARY}"}} x', "no JSON object"),
        ("[" * 100_000, "no JSON object"),
        ('{"a":' * 100_000, "no JSON object"),
        ('{"number": "' + "1" * 1024 * 1024 + '"}', "1 MiB"),
        ("1" * 10_000, "no JSON object"),
    ],
)
def test_a_line_that_is_no_flat_object_of_texts_is_refused_alone(
    line: str, advice: str, tmp_path: Path
) -> None:
    """With its line and what to write, and nothing of what it holds."""
    found = read(tmp_path, GOOD + line + "\n" + GOOD)
    assert found.lines == [1, 3]
    assert [one.line for one in found.refused] == [2]
    assert advice in found.refused[0].advice
    assert CANARY not in repr(found.refused)


def test_keys_are_bounded_over_the_file(tmp_path: Path) -> None:
    """A key for each person is no column."""
    text = "".join(f'{{"number": "138", "k{n}": "x"}}\n' for n in range(1200))
    found = read(tmp_path, text)
    assert (len(found.rows), len(found.refused)) == (999, 201)


def test_a_number_is_the_text_that_stands_there(tmp_path: Path) -> None:
    """Nothing is rounded on the way, and what was rounded before is seen."""
    found = read(tmp_path, '{"number": 13911112222, "price": 199.00, "n": 1.38E+10, "m": -0}')
    assert found.cells == [[CANARY, "199.00", "1.38E+10", "-0"]]


def test_a_key_that_comes_late_is_a_column(tmp_path: Path) -> None:
    """It is told of where nobody knows it."""
    assert read(tmp_path, GOOD * 3_000 + '{"city": "x"}').header == ("number", "name", "city")


def test_a_list_around_the_objects_is_refused_with_what_to_write(tmp_path: Path) -> None:
    """It would have to be kept in memory whole."""
    with pytest.raises(FileUnreadable, match="JSON Lines"):
        read(tmp_path, f"[{GOOD}]")


def test_a_file_of_no_object_is_refused(tmp_path: Path) -> None:
    """And not imported as a table without rows."""
    with pytest.raises(FileUnreadable, match="No line is"):
        read(tmp_path, f'{{"{CANARY}": "x"}}\n' * 3)
