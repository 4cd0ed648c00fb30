"""Files that are no tables of text: how they begin, and what to export instead."""

from __future__ import annotations

from typing import Final

from cdp.errors import FileUnreadable

_WORKBOOK: Final = "This is a spreadsheet or an archive: open it and save the sheet as CSV UTF-8."
_PACKED: Final = "This is a compressed file: unpack it and name the file inside."
_PAGE: Final = "This is a web page, even if it is called .xls: open it and save it as CSV UTF-8."
_OTHER: Final = "This is no table of text: export CSV or JSON Lines, in UTF-8."

_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", _WORKBOOK),
    (b"PK\x05\x06", _WORKBOOK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _WORKBOOK),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ\x00", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"%PDF-", "This is a PDF: export the table that it was made from as CSV UTF-8."),
    (b"PAR1", "This is Parquet: export it as CSV or JSON Lines, in UTF-8."),
    (b"Obj\x01", "This is Avro: export it as JSON Lines, in UTF-8."),
    (b"SQLite format 3\x00", "This is a database: export one table as CSV UTF-8."),
    (b"PGDMP", "This is a dump of a database: export one table as CSV UTF-8."),
    (b"{\\rtf", _OTHER),
    (b"\x89PNG", _OTHER),
    (b"\xff\xd8\xff", _OTHER),
    (b"GIF8", _OTHER),
    (b"\x7fELF", _OTHER),
    (b"\xff\xfe\x00\x00", "This is UTF-32: save it as UTF-8."),
    (b"\x00\x00\xfe\xff", "This is UTF-32: save it as UTF-8."),
)

_PAGES: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta", b"<head", b"<workbook")


def refuse_foreign(head: bytes) -> None:
    """Let a file pass that may be a table of text.

    Raises:
        FileUnreadable: it begins as something else does; the advice says what to export.
    """
    for beginning, advice in _BEGINNINGS:
        if head.startswith(beginning):
            raise FileUnreadable(advice)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_PAGES):
        raise FileUnreadable(_PAGE)


def refuse_binary() -> FileUnreadable:
    """What to say of bytes that are text in none of our encodings."""
    return FileUnreadable(_OTHER)
