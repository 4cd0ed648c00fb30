"""A mapping says which column is which field; nothing is guessed, and every fault is named."""

from __future__ import annotations

import tomllib

import pytest

from cdp.errors import MappingInvalid
from cdp.ingestion.binding import bind
from cdp.ingestion.kinds import FIELDS, Kind
from cdp.ingestion.mapping import load_mapping, no_mapping
from cdp.ingestion.skeleton import skeleton
from tests.unit.ingestion.table import CANARY, accepted, bound

MAPPING = """
timezone = "Asia/Urumqi"
ignore = ["备注2"]
[columns]
"手机" = "number"
"订单状态" = "status"
[values.status]
"已付款" = "PAID"
"交易 关闭" = "cancelled"
[defaults]
currency = "CNY"
"""


def problems(kind: Kind, text: str) -> str:
    """What is wrong with a mapping."""
    with pytest.raises(MappingInvalid) as refused:
        load_mapping(text, kind)
    return "\n".join(refused.value.problems)


def test_a_mapping_is_read() -> None:
    """Columns, words, defaults, what is left out, and where local times are local."""
    mapping = load_mapping(MAPPING, Kind.ORDERS)
    assert mapping.columns == {"手机": "number", "订单状态": "status"}
    assert mapping.values == {"status": {"已付款": "PAID", "交易_关闭": "cancelled"}}
    assert (mapping.defaults, mapping.ignore) == ({"currency": "CNY"}, frozenset({"备注2"}))
    assert mapping.zone.key == "Asia/Urumqi"
    assert no_mapping().zone.key == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns\n", "no TOML"),
        ("[column]\n", "column: no part of a mapping. Did you mean columns?"),
        ("columns = 3", "columns: write a table"),
        (
            '[columns]\n"a" = "nubmer"',
            "columns.'a': leads have no such field. Did you mean number?",
        ),
        ('[columns]\n"a" = 3', "columns.'a': leads have no such field."),
        ('[columns]\n"a" = "name"\n"b" = "name"', "columns.'b': name has a column already."),
        ('[values.intnt]\n"a" = "A_READY"', "values.intnt: leads have no such field. Did you"),
        ('[values.name]\n"a" = "b"', "values.name: only words and codes are mapped"),
        ("[values]\nintent = 3", "values.intent: only words"),
        ('[values.intent]\n"高" = "A_REDY"', "no such value. Did you mean A_READY?"),
        ("[values.intent]\n1 = 2", "values.intent.'1': intent has no such value."),
        ('[defaults]\nnumber = "13911112222"', "defaults.number: every record has its own"),
        ('[defaults]\nname = "x"', "defaults.name: every record has its own"),
        ('[defaults]\nnone = "x"', "defaults.none: leads have no such field."),
        ('[defaults]\nintent = "x"', "defaults.intent: Write one of A_READY"),
        ("[defaults]\ncampaign = 3", "defaults.campaign: write a text"),
        ('[defaults]\ncampaign = " "', "defaults.campaign: write a text"),
        ('ignore = "a"', "ignore: write a list"),
        ("ignore = [1]", "ignore: write a list"),
        ('timezone = "Asia/Peking"', "timezone: no such zone"),
        ('timezone = "../etc/passwd"', "timezone: no such zone"),
        ("timezone = 8", "timezone: no such zone"),
    ],
)
def test_a_fault_of_a_mapping_is_named_by_its_key(text: str, said: str) -> None:
    """With what was probably meant, in our words alone."""
    told = problems(Kind.LEADS, text)
    assert said in told
    assert CANARY not in told


def test_codes_are_mapped_as_words_are() -> None:
    """A language and a currency have codes that nobody writes."""
    mapping = '[values.locale]\n"中文" = "zh-CN"'
    contact = accepted(Kind.CONTACTS, mapping=mapping, number=CANARY, locale="中文")
    assert contact.values["locale"] == "zh-CN"
    assert "no such value" in problems(Kind.ORDERS, '[values.currency]\n"元" = "RMB"')


def test_every_fault_is_told_at_once() -> None:
    """Nobody corrects a file five times."""
    told = problems(Kind.LEADS, 'a = 1\ntimezone = "x"\n[columns]\n"b" = "c"\n')
    assert len(told.splitlines()) == 3


@pytest.mark.parametrize("name", ["number", "Number", " NUMBER "])
def test_our_names_need_no_mapping(name: str) -> None:
    """But for case, spaces, dashes and underscores."""
    binding = bound(Kind.LEADS, name, "Captured At", "pain-point", "BUDGET_range")
    assert binding.columns["number"] == name
    assert list(binding.columns) == ["number", "captured_at", "pain_point", "budget_range"]


def test_columns_that_nobody_named_are_told_of_and_not_read() -> None:
    """However much they look like a name or a number."""
    binding = bound(Kind.CONTACTS, "number", "姓名", "mobile", "Name2", "", "备注")
    assert binding.columns == {"number": "number"}
    assert binding.unknown == ("姓名", "mobile", "Name2", "备注")


def test_a_column_that_is_left_out_on_purpose_is_not_told_of() -> None:
    """Even where it bears one of our names, or another bears the same."""
    binding = bound(Kind.CONTACTS, "number", "name", "x", "x", mapping='ignore = ["name", "x"]')
    assert (binding.columns, binding.unknown) == ({"number": "number"}, ())


def test_a_mapping_goes_before_our_names() -> None:
    """The column called `name` may be a shop's."""
    mapping = '[columns]\n"name" = "company"\n"姓名" = "name"'
    binding = bound(Kind.CONTACTS, "number", "name", "姓名", mapping=mapping)
    assert binding.columns == {"number": "number", "company": "name", "name": "姓名"}


@pytest.mark.parametrize(
    ("kind", "header", "mapping", "said"),
    [
        (Kind.LEADS, ["name"], "", "number: required"),
        (Kind.CALLS, ["number", "result", "started_at"], "", "direction: required"),
        (Kind.LEADS, ["number", "姓名", "姓名"], "", "'姓名': two columns bear this name."),
        (Kind.LEADS, ["number", "number"], "", "'number': two columns bear this name."),
        (Kind.LEADS, ["number", "Number"], "", "number: a second column is it, 'Number'"),
        (Kind.LEADS, ["number"], '[columns]\n"手机" = "name"', "'手机': the file has no such"),
        (Kind.ORDERS, ["number", "status", "placed_at", "product"], "", "unit_price: give a"),
        (
            Kind.ORDERS,
            ["number", "status", "placed_at", "product", "unit_price", "unit_minor"],
            "",
            "unit_price: give a column of it, or of unit_minor, and not both.",
        ),
    ],
)
def test_columns_that_do_not_fit_are_refused_before_any_row(
    kind: Kind, header: list[str], mapping: str, said: str
) -> None:
    """Missing, doubled, or named by the mapping and not there."""
    with pytest.raises(MappingInvalid) as refused:
        bound(kind, *header, mapping=mapping)
    assert said in str(refused.value)


def test_a_header_of_which_nothing_is_known_is_not_shown() -> None:
    """It may be the first person of a file without one."""
    with pytest.raises(MappingInvalid) as refused:
        bind(["张晓明", "上海", "上海"], Kind.LEADS, no_mapping())
    assert "张晓明" not in str(refused.value)
    assert "上海" not in str(refused.value)


def test_a_default_stands_for_a_column_and_for_an_empty_cell() -> None:
    """And never before what the row says."""
    mapping = '[defaults]\nintent = "d_weak"\ncampaign = "双十一"'
    lead = accepted(Kind.LEADS, mapping=mapping, number=CANARY, intent=" ")
    assert lead.values == {"intent": "D_WEAK", "campaign": "双十一"}
    assert accepted(Kind.LEADS, mapping=mapping, number=CANARY, intent="E_NONE").values[
        "intent"
    ] == ("E_NONE")


def test_a_required_field_may_be_a_default() -> None:
    """All calls of a file are outbound, and it has no column that says so."""
    mapping = '[defaults]\ndirection = "OUTBOUND"'
    bound(Kind.CALLS, "number", "result", "started_at", mapping=mapping)


def test_a_skeleton_lists_columns_and_guesses_none() -> None:
    """It loads as it stands, and maps nothing until somebody does."""
    text = skeleton(["number", "手机", 'a "quoted"\\ one', "手机", ""], Kind.ORDERS)
    assert text.count('# "手机" = ""') == 1
    assert load_mapping(text, Kind.ORDERS).columns == {}
    filled = (
        text.replace('= ""', '= "status"', 1).replace('# "', '"').replace('= ""', '= "product"')
    )
    assert set(tomllib.loads(filled)["columns"]) == {"手机", 'a "quoted"\\ one'}
    assert all(name in text for name in FIELDS[Kind.ORDERS])
    assert "number" not in text.partition("[columns]")[2]


@pytest.mark.parametrize(
    "text",
    ["a" + ".a" * 100_000 + " = 1", "a = " + "[" * 1_900, "a = " + "1" * 1_900 + "\nb = ["],
    ids=["dots", "nesting", "digits"],
)
def test_a_mapping_that_is_made_to_exhaust_is_refused_at_once(text: str) -> None:
    """Neither memory nor the stack runs out over it."""
    assert "no TOML" in problems(Kind.LEADS, text)
