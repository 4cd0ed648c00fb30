"""Text as people type it is filed in one form, or refused without being repeated."""

from __future__ import annotations

import pytest

from cdp.errors import InvalidField
from cdp.text import clean


def cleaned(text: str | None, *, at_most: int = 20) -> str | None:
    return clean(text, field="name", at_most=at_most)


@pytest.mark.parametrize(
    ("typed", "filed"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        ("\u3000\u2003", None),
        ("  张晓明 ", "张晓明"),
        ("e\u0301", "\u00e9"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("😀", "😀"),
        ("a" * 20, "a" * 20),
    ],
)
def test_text_is_composed_and_trimmed(typed: str | None, filed: str | None) -> None:
    """Blank is nothing: full-width blanks too. What screens can show is kept."""
    assert filed == cleaned(typed)


@pytest.mark.parametrize(
    "typed", ["a\x00b", "\x1b[31m", "\x7f", "a\x1fb", "\x85", "\ud800", "x\udfff", "\r\n"]
)
def test_what_no_screen_can_show_is_refused(typed: str) -> None:
    """NUL breaks PostgreSQL, escapes break terminals, half a surrogate pair breaks UTF-8."""
    with pytest.raises(InvalidField) as refused:
        cleaned(typed)
    assert refused.value.field == "name"
    assert typed not in str(refused.value)


@pytest.mark.parametrize("typed", ["a" * 21, "\u0958" * 20, "x" * 1_000_000])
def test_text_that_is_too_long_is_refused(typed: str) -> None:
    """Before and after composing, which lengthens some letters: a column holds what is filed."""
    with pytest.raises(InvalidField) as refused:
        cleaned(typed)
    assert str(refused.value) == "name: Give at most 20 characters."
