"""A reviewer reads in words what an operation touches, as the policy lets it be seen."""

from __future__ import annotations

import pytest

from cdp.api.publication import is_bulk
from cdp.api.touching import taken_by, touched
from cdp.contract import load_contract
from privacy.policy import default_document, load
from privacy.terms import CATEGORY_NAMES, DataCategory
from tests.unit.plan.scene import SURFACE

POLICY = load(default_document())
CONTRACT = load_contract()


def words(text: str) -> dict[str, tuple[str, str]]:
    """What `text` touches, by category, in English and Chinese."""
    plan = SURFACE.compiler.compile(text)
    taken = taken_by(plan, SURFACE.compiler)
    return {
        each.category.value: (each.words.en, each.words.zh) for each in touched(plan, taken, POLICY)
    }


def published(persona: str, name: str) -> dict[str, tuple[str, str]]:
    return words(CONTRACT.named(persona, name).text)


def test_every_category_has_a_name_in_both_languages() -> None:
    """A new one is not left to its code."""
    assert set(CATEGORY_NAMES) == set(DataCategory)


def test_what_is_asked_by_and_what_is_shown_stand_in_one_line() -> None:
    """Looking somebody up by a number reads the number."""
    assert published("agent", "ProfileByPhone")["contact.phone"] == (
        "telephone number: asked by; shown masked",
        "电话号码：作为查询条件；遮盖显示",
    )


def test_what_an_act_takes_in_is_named_whole() -> None:
    """Every part of its input that could be sent, whether a screen sends it or not."""
    touches = published("agent", "UpsertContact")
    assert touches["demographic.basic"] == (
        "basic facts, such as gender: taken in",
        "基本资料：写入",
    )


def test_a_reveal_is_named_for_what_it_is() -> None:
    """The one place where a number stands whole."""
    en, zh = published("agent", "RevealPhone")["contact.phone"]
    assert en.startswith("telephone number: revealed whole, one at a time")
    assert zh.startswith("电话号码：逐条完整显示")


def test_what_roles_see_differently_is_said_of_each() -> None:
    """Of one purpose."""
    en, zh = published("officer", "OfficerConsents")["consent.record"]
    assert "shown whole (privacy_operator)" in en
    assert "此目的下不显示（approver）" in zh


def test_what_the_purpose_does_not_show_is_said_to_be_unseen() -> None:
    """The field is null: a reviewer asks why it is selected at all."""
    text = "query A($id: ID!) @purpose(is: COMPLIANCE_AUDIT) { profile(id: $id) { name } }"
    assert words(text)["identity.name"] == (
        "name: not shown for this purpose",
        "姓名：此目的下不显示",
    )


@pytest.mark.parametrize(
    ("persona", "name", "bulk"),
    [
        ("integration", "ResolvePhones", True),
        ("integration", "MayCall", True),
        ("agent", "Timeline", False),
        ("agent", "ScreenPop", False),
        ("agent", "LogCall", False),
    ],
)
def test_a_document_that_names_many_people_is_a_batch(
    persona: str, name: str, *, bulk: bool
) -> None:
    """Its body may be larger, and its look-ups count one by one; a list of kinds names nobody."""
    plan = SURFACE.compiler.compile(CONTRACT.named(persona, name).text)
    assert is_bulk(plan, SURFACE.compiler) is bulk


def test_introspection_touches_nobody() -> None:
    """It is no batch either."""
    assert words("{ __typename }") == {}
    assert not is_bulk(SURFACE.compiler.compile("{ __typename }"), SURFACE.compiler)
