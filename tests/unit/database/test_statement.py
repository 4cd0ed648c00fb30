"""The text of a statement: what varies is a parameter, what never does stands in it."""

from __future__ import annotations

from sqlalchemy import Integer, LargeBinary, String, bindparam, literal, select

from privacy.store.statement import Statement


def test_constants_stand_in_the_text_and_parameters_do_not() -> None:
    """The server plans by the text alone."""
    statement = Statement(
        "test.constants",
        select(literal("it's"), literal(7), literal(value=True)).where(
            bindparam("wanted", type_=String) == "live"
        ),
    )
    assert "SELECT 'it''s' AS" in statement.text
    assert "$1::VARCHAR = 'live'" in statement.text
    assert statement.arguments(wanted="live") == ("live",)


def test_what_has_no_plain_word_stays_a_parameter() -> None:
    """Bytes, for one."""
    statement = Statement("test.bytes", select(literal(b"\x00'", LargeBinary)).limit(1))
    assert "$1::BYTEA" in statement.text
    assert "LIMIT 1" in statement.text
    assert statement.arguments() == (b"\x00'",)


def test_a_parameter_that_is_used_twice_is_sent_once() -> None:
    """By its name."""
    twice = bindparam("n", type_=Integer)
    statement = Statement("test.twice", select(twice + 1, twice + 2))
    assert statement.arguments(n=3) == (3,)
