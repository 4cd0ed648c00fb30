"""A cell becomes a checked value or advice: nothing is guessed, computed or repeated."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from cdp.currency import EXPONENT
from cdp.errors import InvalidField
from cdp.imports.tables import ADVICE_LETTERS
from cdp.ingestion.cells import FORMULA_ADVICE, Word
from cdp.ingestion.kinds import FIELDS, Kind
from cdp.ingestion.row import Refused
from cdp.ingestion.times import moment
from privacy.phone import Advice
from tests.unit.ingestion.table import CANARY, LINE, accepted, parse, refused

ORDER = {
    "number": CANARY,
    "status": "PAID",
    "placed_at": "2026-11-20 10:00",
    "product": "净水器",
    "unit_price": "199.00",
}


@pytest.mark.parametrize(
    "cell",
    [
        CANARY,
        f"+86{CANARY}",
        f"'+86{CANARY}",
        f"'{CANARY}",
        f"{CANARY}\t",
        "139-1111-2222",
        "１３９１１１１２２２２",
        f"{CANARY}/{CANARY}",
        f"{CANARY} {CANARY}",
    ],
)
def test_a_number_is_read_however_it_is_written(cell: str) -> None:
    """A plus and an apostrophe before it are no formula, and a number written twice is one."""
    lead = accepted(Kind.LEADS, number=cell)
    assert (lead.number.canonical, lead.others) == (f"+86{CANARY}", ())


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("", Advice.EMPTY),
        ("1.38E+10", Advice.SPREADSHEET),
        ("13911112222.0", Advice.SPREADSHEET),
        ("139****2222", Advice.MASKED),
        ("139XXXX2222", Advice.MASKED),
        ("139****2222/13800138000", Advice.MASKED),
        ("95588", Advice.SERVICE_LINE),
        ("13800138000/95588588", Advice.SERVICE_LINE),
        ("张晓明", Advice.WORDS),
        ("1391111222", Advice.INVALID),
        (f"{CANARY}\x00", Advice.CHARACTERS),
        (f'=HYPERLINK("tel:{CANARY}")', FORMULA_ADVICE),
        (f'="{CANARY}"', FORMULA_ADVICE),
        (f"@{CANARY}", FORMULA_ADVICE),
        ("1" * 1000, Advice.TOO_LONG),
        (" / ".join([CANARY] * 6), Advice.TOO_LONG),
    ],
)
def test_a_cell_that_is_no_number_is_refused_with_what_to_send(cell: str, advice: str) -> None:
    """Rounded, masked, formula, service line, words, none."""
    told = refused(Kind.LEADS, number=cell)
    assert (told.field, told.code.value) == ("number", "INVALID_INPUT")
    assert told.advice == advice
    assert CANARY not in repr(told)


@pytest.mark.parametrize("between", ["/", "，", "、", ";", "|", "\n", "或", " "])
def test_a_cell_with_two_numbers_is_filed_under_the_first(between: str) -> None:
    """The other has no place yet; it is counted, not lost in silence."""
    lead = accepted(Kind.LEADS, number=f"{CANARY}{between}13800138000")
    assert lead.number.canonical == f"+86{CANARY}"
    assert [phone.canonical for phone in lead.others] == ["+8613800138000"]


def test_a_household_line_beside_a_mobile_is_not_what_it_is_filed_under() -> None:
    """The first that can stand for one person is."""
    lead = accepted(Kind.LEADS, number=f"010-64000000/{CANARY}")
    assert (lead.number.canonical, lead.others) == (f"+86{CANARY}", ())
    told = refused(Kind.LEADS, number="010-64000000/010-64000001")
    assert "Several people" in told.advice


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("before", ["", " ", "'", "\t"])
def test_a_formula_is_refused_in_every_text(sign: str, before: str) -> None:
    """Neither computed nor stripped; behind the apostrophe of a refused row it is one too."""
    told = refused(Kind.LEADS, number=CANARY, form=f"{before}{sign}cmd|' /C calc'!A0")
    assert (told.field, told.advice) == ("form", FORMULA_ADVICE)


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "—", "－"])
def test_dashes_alone_are_an_empty_cell(cell: str) -> None:
    """So exports write that there is nothing."""
    assert accepted(Kind.LEADS, number=CANARY, need=cell).values == {}


@pytest.mark.parametrize("cell", ["a\x00b", "a\x1bb", "a\u202eb", "a\ud800b", "字" * 4001])
def test_text_that_cannot_be_filed_is_refused(cell: str) -> None:
    """NULs, controls, what turns a screen's text around, half surrogates, too much."""
    assert refused(Kind.LEADS, number=CANARY, need=cell).field == "need"


@pytest.mark.parametrize("word", ["PAID", "paid", " Paid ", "ＰＡＩＤ"])
def test_words_of_a_closed_list_are_read_in_any_case(word: str) -> None:
    """And through the mapping's words."""
    assert accepted(Kind.ORDERS, **ORDER | {"status": word}).values["status"] == "PAID"


def test_the_companys_own_words_are_mapped_and_no_others() -> None:
    """The advice lists ours, and says where to map theirs."""
    mapping = '[values.status]\n"已付款" = "paid"\n"Pay OK" = "PAID"'
    for word in ("已付款", " pay  ok"):
        assert accepted(Kind.ORDERS, mapping=mapping, **ORDER | {"status": word}).order is not None
    told = refused(Kind.ORDERS, mapping=mapping, **ORDER | {"status": "已付 款"})
    assert told.field == "status"
    assert "PARTLY_REFUNDED" in told.advice
    assert "[values.status]" in told.advice


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-20T10:30:00+08:00",
        "2026-11-20T02:30:00Z",
        "2026-11-20t02:30:00.000z",
        "2026-11-20 10:30",
        "2026-11-20T10:30:00",
        "2026/11/20 10:30",
        "2026/11/20  10:30:00.0",
        "20261120 10:30",
        "２０２６-11-20 10：30",
    ],
)
def test_a_time_is_read_in_each_of_its_forms(cell: str) -> None:
    """Local without an offset."""
    at = accepted(Kind.LEADS, number=CANARY, captured_at=cell).values["captured_at"]
    assert at == datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def test_a_day_alone_begins_at_midnight_of_the_mappings_timezone() -> None:
    """A single digit is read as well, as spreadsheets write it."""
    for cell in ("2026-01-05", "2026/1/5", "20260105", "2026/1/5 0:00"):
        lead = accepted(Kind.LEADS, number=CANARY, captured_at=cell)
        assert lead.values["captured_at"] == datetime(2026, 1, 4, 16, tzinfo=UTC)
    mapping = 'timezone = "America/New_York"'
    lead = accepted(Kind.LEADS, mapping=mapping, number=CANARY, captured_at="20260105")
    assert lead.values["captured_at"] == datetime(2026, 1, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("11/20/2026", "such as"),
        ("20-11-2026", "such as"),
        ("2026-11/20", "such as"),
        ("2026-W47-5", "such as"),
        ("yesterday", "such as"),
        ("1763632800", "such as"),
        ("2026-11-20 10:30 +8", "such as"),
        ("46346", "spreadsheet"),
        ("46346.4375", "spreadsheet"),
        ("2026-02-30", "no such day"),
        ("2026-11-20 25:00", "no such day"),
        ("2026-11-20 10:30+99:00", "no such day"),
        ("1899-12-31", "1900"),
        ("0001-01-01T00:00:00+14:00", "1900"),
        ("2026-11-23", "future"),
        ("2026-11-22T03:45:01Z", "future"),
        ("2026-11-20\x0010:30", "such as"),
    ],
)
def test_a_time_that_is_none_or_could_be_two_is_refused(cell: str, said: str) -> None:
    """Months and days are not guessed apart, and what is imported has happened."""
    told = refused(Kind.LEADS, number=CANARY, captured_at=cell)
    assert told.field == "captured_at"
    assert said in told.advice


@pytest.mark.parametrize("cell", ["2026-03-08 02:30", "2026-11-01 01:30"])
def test_a_local_time_that_never_was_or_was_twice_is_refused(cell: str) -> None:
    """Where clocks are changed; with its offset it is one time."""
    with pytest.raises(InvalidField, match="Clocks were changed"):
        moment(cell, field="x", zone=ZoneInfo("America/New_York"))
    assert moment(f"{cell}-05:00", field="x", zone=ZoneInfo("America/New_York")).tzinfo is UTC


def test_a_birthday_is_a_day_of_the_past() -> None:
    """Without a time, and without one that is to come."""
    contact = accepted(Kind.CONTACTS, number=CANARY, birthday="1990/5/21")
    assert contact.values["birthday"] == date(1990, 5, 21)
    for cell in ("2026-11-23", "1990-05-21 00:00", "1990-02-30", "05-21", "1800-01-01"):
        assert refused(Kind.CONTACTS, number=CANARY, birthday=cell).field == "birthday"


@pytest.mark.parametrize(
    ("price", "currency", "minor"),
    [
        ("199", "CNY", 19900),
        ("199.9", "cny", 19990),
        ("1,299.00", "CNY", 129900),
        ("１９９.００", "CNY", 19900),
        ("0.00", "CNY", 0),
        ("199.9900", "USD", 19999),
        ("1299", "JPY", 1299),
        ("1299.00", "JPY", 1299),
        ("1.999", "KWD", 1999),
    ],
)
def test_an_amount_becomes_minor_units_of_its_currency(
    price: str, currency: str, minor: int
) -> None:
    """Exactly: no binary fraction is in between."""
    filed = accepted(Kind.ORDERS, **ORDER | {"unit_price": price, "currency": currency})
    assert filed.order is not None
    assert filed.order.lines[0].unit_minor == minor


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ("-5", "below zero"),
        ("(5.00)", "below zero"),
        ("199.999", "at most 2 decimals"),
        ("1,299", "decimal number"),
        ("1.299,00", "decimal number"),
        ("12,99.00", "decimal number"),
        ("¥199", "decimal number"),
        ("199元", "decimal number"),
        ("1e3", "decimal number"),
        ("NaN", "decimal number"),
        ("=1+1", "decimal number"),
        ("99999999999999999", "decimal number"),
        ("9999999999999999", "minor units"),
        ("", "price is empty"),
    ],
)
def test_an_amount_that_is_none_or_could_be_two_is_refused(price: str, said: str) -> None:
    """A thousand and one and a bit look alike; signs of currency are several currencies'."""
    told = refused(Kind.ORDERS, **ORDER | {"unit_price": price})
    assert told.field == "unit_price"
    assert said in told.advice


@pytest.mark.parametrize("currency", ["RMB", "人民币", "XXX", "ABC", "CN"])
def test_a_currency_that_is_not_in_use_is_refused(currency: str) -> None:
    """Its decimals are unknown, so its amounts would be."""
    assert refused(Kind.ORDERS, **ORDER | {"currency": currency}).field == "currency"


def test_the_table_of_currencies_is_whole_and_has_no_code_twice() -> None:
    """Three capital letters each, and 0, 2 or 3 decimals."""
    assert len(EXPONENT) > 150
    assert all(code.isalpha() and code.isupper() and len(code) == 3 for code in EXPONENT)
    assert (EXPONENT["CNY"], EXPONENT["JPY"], EXPONENT["KWD"]) == (2, 0, 3)


@pytest.mark.parametrize("cell", ["0", "-1", "1.5", "1000001", "two", "=2", "9" * 30])
def test_a_quantity_that_cannot_be_is_refused(cell: str) -> None:
    """A whole number from one to a million."""
    assert refused(Kind.ORDERS, **ORDER | {"quantity": cell}).field == "quantity"


def test_a_key_that_a_spreadsheet_rounded_is_refused() -> None:
    """Two records would share it, and one be taken for the other."""
    told = refused(Kind.LEADS, number=CANARY, external_key="2.02611E+17")
    assert (told.field, "rounded" in told.advice) == ("external_key", True)


def test_a_locale_is_a_language_tag() -> None:
    """With a dash or an underscore."""
    assert accepted(Kind.CONTACTS, number=CANARY, locale="zh_CN").values["locale"] == "zh-CN"
    assert refused(Kind.CONTACTS, number=CANARY, locale="中文").field == "locale"


def test_a_refusal_says_where_and_what_and_nothing_of_the_row() -> None:
    """It goes into reports and logs."""
    told = parse(Kind.LEADS, number=CANARY, email=f"{CANARY} at example")
    assert isinstance(told, Refused)
    assert (told.line, told.field) == (LINE, "email")
    assert CANARY not in repr(told)


WORDS = [
    (kind, field.name)
    for kind, fields in FIELDS.items()
    for field in fields.values()
    if isinstance(field.form, Word)
]


@pytest.mark.parametrize(("kind", "field"), WORDS)
def test_advice_on_a_word_has_room_however_long_its_list(kind: Kind, field: str) -> None:
    """What is kept of a refusal is bounded: a longer text would stop the whole run."""
    form = FIELDS[kind][field].form
    assert isinstance(form, Word)
    with pytest.raises(InvalidField) as caught:
        form.read("龙", field=field)
    assert "[values." in caught.value.advice
    assert len(caught.value.advice) <= ADVICE_LETTERS
