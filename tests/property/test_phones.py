"""However a number is written, it is one number; whatever is no number is refused in one way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from privacy.errors import PhoneRefused
from privacy.phone import Advice, Phone

FULL_WIDTH = str.maketrans("0123456789+-()", "０１２３４５６７８９＋－（）")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

SEPARATORS = ("", " ", "-", "  ", "\u3000", "\u2013", "－", "·", "\u00a0")
PREFIXES = (
    "", "+86", "86", "0086", "+86-", "86-", "0086-", "+86 ", "(+86)", "（+86）", "＋８６", "[86]",
    "0", "+86 0", "86-0", "17951", "17951 ", "17909-", "12593 ", "10193 0", "125831",
    "tel:", "Tel: +86 ", "手机：", "电话: ", "\u202d",
)  # fmt: skip
SUFFIXES = ("", " ", "\u202c", "\n", "\ufeff")
WORDS = (
    "转",
    " 转 ",
    "轉",
    "分机",
    "分机号:",
    "转分机 ",
    "内线",
    "ext.",
    " ext ",
    ";ext=",
    "x",
    "#",
)

mobiles = st.from_regex(r"1(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}", fullmatch=True)
extensions = st.from_regex(r"[0-9]{1,6}", fullmatch=True)


@st.composite
def renderings(draw: st.DrawFn, number: str) -> str:
    """`number` as people type it: cut into groups, prefixed, and in some script."""
    cuts = sorted(draw(st.sets(st.integers(1, len(number) - 1), max_size=3)))
    groups = [number[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
    body = draw(st.sampled_from(SEPARATORS)).join(groups)
    bracketed = draw(st.sampled_from([body, f"({body})", f"【{body}】"]))
    table = draw(st.sampled_from([{}, FULL_WIDTH, ARABIC]))
    return draw(st.sampled_from(PREFIXES)) + bracketed.translate(table)


def outcome(text: str) -> Phone | PhoneRefused:
    """What `Phone.parse` makes of a text; an error of any other type passes through."""
    try:
        return Phone.parse(text)
    except PhoneRefused as refused:
        return refused


@given(st.data(), mobiles)
def test_all_renderings_of_a_mobile_number_are_one_number(data: st.DataObject, number: str) -> None:
    """Full width, spaces, dashes, brackets, country codes, trunk and IP prefixes."""
    rendering = data.draw(renderings(number)) + data.draw(st.sampled_from(SUFFIXES))
    assert f"+86{number}" == Phone.parse(rendering).canonical


@given(st.data(), mobiles, extensions)
def test_a_number_with_an_extension_is_another_number(
    data: st.DataObject, number: str, extension: str
) -> None:
    """The same one in every rendering, however the extension is announced."""
    word = data.draw(st.sampled_from(WORDS))
    rendering = data.draw(renderings(number)) + word + extension
    phone = Phone.parse(rendering)
    assert f"+86{number};ext={extension}" == phone.canonical
    assert phone != Phone.parse(number)
    assert phone.is_privacy_number


@given(mobiles, extensions)
def test_behind_a_dash_stands_an_extension(number: str, extension: str) -> None:
    """Marketplaces print privacy numbers so."""
    assert Phone.parse(f"{number}-{extension}") == Phone.parse(f"{number}转{extension}")


@given(
    st.one_of(
        mobiles,
        st.from_regex(r"0(10|21|755|571)[2-8][0-9]{7}", fullmatch=True),
        st.from_regex(r"400[0-9]{7}", fullmatch=True),
        st.from_regex(r"\+(1650|44207|8529|8869)[0-9]{7}", fullmatch=True),
    ),
    st.sampled_from(["", "转801", "-12"]),
)
def test_the_canonical_text_is_its_own_canonical_text(number: str, extension: str) -> None:
    """What is stored parses to what is stored, wherever it is dialled from."""
    phone = outcome(number + extension)
    assume(isinstance(phone, Phone))
    assert isinstance(phone, Phone)
    assert phone == Phone.parse(phone.canonical)
    assert phone == Phone.parse(phone.canonical, default_country="US")
    assert hash(phone) == hash(Phone.parse(phone.canonical))


@given(
    st.one_of(
        st.text(),
        st.text("0123456789+-() 转x*#.,;/ext\0\ud800\u202e", max_size=70),
        st.text(st.characters(categories=["Nd", "No", "Nl", "Pd", "Zs", "Cf"]), max_size=70),
        st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    )
)
@example("\0" * 64)
@example("ﷺ" * 64)
@example("1" * 10_000_000)
@example("+" + "9" * 63)
@example("(" * 64)
@example("0 " * 32)
@example("转" * 64)
def test_any_text_is_a_number_or_refused_by_a_fixed_sentence(text: str) -> None:
    """No other error, and no part of the input in what it says."""
    parsed = outcome(text)
    if isinstance(parsed, Phone):
        assert parsed == Phone.parse(parsed.canonical)
    else:
        assert parsed.advice in set(Advice)
        assert (parsed.args, parsed.__cause__) == ((), None)


@given(mobiles, st.integers(3, 8), st.sampled_from("*＊•●xX#?"))
def test_a_masked_number_is_refused(number: str, start: int, mark: str) -> None:
    """With whatever it is masked: half a number would be another person's."""
    masked = number[:3] + mark * (start - 1) + number[start + 2 :]
    with pytest.raises(PhoneRefused) as refused:
        Phone.parse(masked)
    assert refused.value.advice == Advice.MASKED


@given(mobiles, mobiles, st.sampled_from(["/", ",", "，", "、", ";", "；", "|", "\n", "或", " / "]))
def test_two_numbers_in_one_text_are_refused(one: str, other: str, between: str) -> None:
    """The caller splits; we do not choose whom it meant."""
    with pytest.raises(PhoneRefused) as refused:
        Phone.parse(one + between + other)
    assert refused.value.advice == Advice.SEVERAL


def test_every_decimal_digit_of_every_script_is_read() -> None:
    """Each as its value; a digit of no decimal system is not guessed at."""
    for code in range(0x110000):
        if unicodedata.category(chr(code)) == "Nd":
            digit = chr(code)
            number = f"1380013800{unicodedata.decimal(digit)}"
            assert Phone.parse(f"1380013800{digit}") == Phone.parse(number)
