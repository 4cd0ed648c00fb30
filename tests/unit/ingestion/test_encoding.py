"""What the bytes of a file are is decided by evidence; what they are not is said with advice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cdp.errors import FileUnreadable
from cdp.ingestion.encoding import SAMPLE
from cdp.ingestion.reading import reading
from tests.unit.ingestion.table import CANARY, read

TABLE = f"number,姓名,备注\r\n{CANARY},张晓明,询问保修期限\r\n13800138000,欧阳若兰,回电\r\n"
ROWS = [[CANARY, "张晓明", "询问保修期限"], ["13800138000", "欧阳若兰", "回电"]]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB 18030"),
        ("gbk", "GB 18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
    ],
)
def test_a_table_reads_alike_in_every_encoding(encoding: str, title: str, tmp_path: Path) -> None:
    """With a mark at the beginning or without one."""
    found = read(tmp_path, TABLE.encode(encoding))
    assert (ROWS, f"CSV (comma), {title}") == (found.cells, found.form)
    assert found.header == ("number", "姓名", "备注")


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_letters_with_a_nul_in_the_other_half_do_not_turn_the_order(
    order: str, tmp_path: Path
) -> None:
    """An A with a macron is 0x0100; delimiters and digits are in every row."""
    rows = [["138", "Ā" * 40], ["139", "一" * 40]]
    text = "number,name\n" + "\n".join(map(",".join, rows))
    assert read(tmp_path, text.encode(order)).cells == rows


def test_a_short_file_with_a_nul_in_each_row_is_no_other_encoding(tmp_path: Path) -> None:
    """Each of its rows is refused for it, or its cell is."""
    assert read(tmp_path, b"number,x\n138,ab\x00\n" + b"139,a\x00b\n").cells == [
        ["138", "ab\x00"],
        ["139", "a\x00b"],
    ]


def test_big_endian_with_its_mark_is_read(tmp_path: Path) -> None:
    """As some systems save "Unicode text"."""
    assert read(tmp_path, b"\xfe\xff" + TABLE.encode("utf-16-be")).cells == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_letters_that_come_late_decide_as_well(encoding: str, tmp_path: Path) -> None:
    """The beginning of a large export may be ASCII alone."""
    early = "number,name\n" + "13800138000,Li\n" * (2 * SAMPLE // 15)
    found = read(tmp_path, (early + f"{CANARY},张晓明\n").encode(encoding))
    assert found.cells[-1] == [CANARY, "张晓明"]


def test_letters_that_are_of_both_encodings_do_not_decide(tmp_path: Path) -> None:
    """一 of GB 18030 is a Cyrillic letter of UTF-8."""
    text = "number,姓名\n" + "13800138000,一一\n" * 12
    assert read(tmp_path, text.encode("gb18030")).cells[-1] == ["13800138000", "一一"]
    lost = "number,name\n138,\ufffd\n139,\ufffd\n"
    assert read(tmp_path, lost.encode()).cells == [["138", "\ufffd"], ["139", "\ufffd"]]
    accented = "number,name\n" + "13800138000,Frédéric\n" * 12
    assert read(tmp_path, accented.encode()).cells[-1][1] == "Frédéric"
    with pytest.raises(FileUnreadable) as refused:
        read(tmp_path, accented.encode() + b"1,\xc3\n")
    assert refused.value.line == 14


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_broken_byte_is_named_by_its_line_and_nothing_is_replaced(
    encoding: str, tmp_path: Path
) -> None:
    """Wherever in the file it stands, nothing was filed before it is found."""
    broken = {"utf-8": b"\xe5", "gb18030": b"\xff\xff", "utf-16-le": b"\x00\xd8"}[encoding]
    text = TABLE.encode(encoding) * 3_000
    with pytest.raises(FileUnreadable) as refused:
        read(tmp_path, text + broken + "\r\n".encode(encoding) + text)
    assert refused.value.line == 9_001
    assert CANARY not in str(refused.value)


def test_a_line_end_that_a_stretch_of_reading_cuts_in_two_counts_once(tmp_path: Path) -> None:
    """The line that is named is the one that an editor shows."""
    first = "number,姓名\r\n13800138000,".encode() + b"x" * 2 * 1024 * 1024
    for cut in range(4):
        text = first[: 1024 * 1024 - cut] + b"\r\n13800138000,\xe5\r\n"
        with pytest.raises(FileUnreadable) as refused:
            read(tmp_path, text)
        assert refused.value.line == 3


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    """What was surveyed is not what is there."""
    path = tmp_path / "rows.csv"
    path.write_text(TABLE * 1_000)
    with reading(path) as found:
        path.write_bytes(b"\xe5\x00" * 40_000)
        with pytest.raises(FileUnreadable, match="changed"):
            list(found.rows())


def test_one_broken_byte_does_not_turn_utf8_into_chinese_of_another_encoding(
    tmp_path: Path,
) -> None:
    """Nearly any bytes can be read as GB 18030."""
    with pytest.raises(FileUnreadable) as refused:
        read(tmp_path, TABLE.encode().replace("明".encode(), "明".encode()[:2]))
    assert refused.value.line == 2


@pytest.mark.parametrize(
    "content",
    [
        "number,name\n13800138000,Frédéric Müller, né à Orléans\n".encode("latin-1"),
        "number,姓名\n13800138000,張曉明與歐陽若蘭\n".encode("big5"),
    ],
    ids=["latin-1", "big5"],
)
def test_another_encoding_is_refused_and_not_read_as_rare_characters(
    content: bytes, tmp_path: Path
) -> None:
    """Names would be filed that nobody bears."""
    with pytest.raises(FileUnreadable, match="save the file as UTF-8"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
        b"\x1f\x8b\x08" + b"\x00" * 100,
        b"%PDF-1.7\n",
        b"SQLite format 3\x00",
        b"<html><table><tr><td>13911112222",
        b'\xef\xbb\xbf<?xml version="1.0"?>',
        bytes(range(256)) * 40,
        b"\x00" * 5000 + b"x",
        b"\xff\xfe\x00\x00n\x00\x00\x00",
        "number,x\n".encode("utf-16-le") * 40 + b"\x00\xd8,\x00",
    ],
    ids=[
        "xlsx",
        "xls",
        "gzip",
        "pdf",
        "sqlite",
        "html",
        "xml",
        "bytes",
        "nuls",
        "utf-32",
        "broken",
    ],
)
def test_a_binary_file_is_refused_with_what_to_export_instead(
    content: bytes, tmp_path: Path
) -> None:
    """By how it begins, or by how much of it is no text."""
    with pytest.raises(FileUnreadable) as refused:
        read(tmp_path, content)
    assert any(word in str(refused.value) for word in ("CSV", "UTF-8", "unpack"))
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b",,,\n,,,\n", b"|||\n", b"\xff\xfe"]
)
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    """Empty, or holding nothing but marks and line ends."""
    with pytest.raises(FileUnreadable, match="empty"):
        read(tmp_path, content)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe that nobody writes to does not hold the command up."""
    os.mkfifo(tmp_path / "pipe")
    for name, advice in (
        ("none.csv", "no such file"),
        ("pipe", "pipe"),
        (".", "directory"),
        ("a\x00b", "cannot be opened"),
    ):
        with pytest.raises(FileUnreadable, match=advice), reading(tmp_path / name):
            pass


def test_the_same_bytes_are_known_again_and_others_are_not(tmp_path: Path) -> None:
    """By their digest, whatever the file is called."""
    digests = []
    for name, text in (("a", TABLE), ("b", TABLE), ("c", TABLE + "\n")):
        (tmp_path / name).write_text(text)
        with reading(tmp_path / name) as found:
            digests.append(found.survey.digest)
            assert found.survey.size == len(text.encode())
    assert digests[0] == digests[1] != digests[2]


def test_a_survey_tells_how_far_it_is(tmp_path: Path) -> None:
    """So that a large file shows progress before its first row."""
    (tmp_path / "a").write_text(TABLE * 20_000)
    told: list[int] = []
    with reading(tmp_path / "a", watch=told.append) as found:
        assert told == sorted(told)
        assert len(told) > 1
        assert told[-1] == found.survey.size
        for _ in found.rows():
            pass
        assert found.bytes_read() == found.survey.size
