"""A source declares everything that its records stand on, or the file is refused."""

from __future__ import annotations

import tomllib

import pytest

from cdp.errors import InvalidField, InvalidSources
from cdp.sources.record import SourceKind, load_sources
from privacy.notice import shipped
from privacy.policy import default_document, load
from privacy.terms import LegalBasis, Purpose

ONE = """
[[source]]
key = "web-form"
kind = "ORGANIC_DIRECT"
channel = "web"
team = "marketing"
legal_basis = "contract"
purposes = ["lead.contact_requested"]
notice = "2026-11"
default_country = "CN"
"""


def test_a_declared_source_is_found_by_its_key() -> None:
    """With all that its records stand on."""
    source = load_sources(ONE).named("web-form")
    assert (
        source.kind,
        source.channel,
        source.team,
    ) == (SourceKind.ORGANIC_DIRECT, "web", "marketing")
    assert (LegalBasis.CONTRACT, frozenset({Purpose.LEAD_CONTACT_REQUESTED})) == (
        source.legal_basis,
        source.purposes,
    )
    assert (source.notice_version, source.default_country) == ("2026-11", "CN")


def test_a_source_that_is_not_declared_is_refused_without_being_repeated() -> None:
    """Whatever was typed there may be a name or a number."""
    with pytest.raises(InvalidField) as refused:
        load_sources(ONE).named("张晓明")
    assert refused.value.field == "source"
    assert "张晓明" not in str(refused.value)


@pytest.mark.parametrize("missing", sorted(tomllib.loads(ONE)["source"][0]))
def test_a_source_that_leaves_something_undeclared_is_refused(missing: str) -> None:
    """Every entry is asked for: there is no default basis and no default notice."""
    lines = [line for line in ONE.splitlines() if not line.startswith(f"{missing} =")]
    with pytest.raises(InvalidSources):
        load_sources("\n".join(lines))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ('key = "web-form"', 'key = "web-form"\nbudget = 3'),
        ('"ORGANIC_DIRECT"', '"BOUGHT"'),
        ('"contract"', '"legitimate_interest"'),
        ('["lead.contact_requested"]', '"lead.contact_requested"'),
        ('["lead.contact_requested"]', '["everything"]'),
        ('["lead.contact_requested"]', "[[1]]"),
        ("[[source]]", "source = 5\n[other]"),
        ("[[source]]", "[source]"),
        ("[[source]]", "[["),
    ],
)
def test_a_file_with_an_unknown_word_or_another_shape_is_refused(said: str, wrong: str) -> None:
    """With our own error, whatever the reading of TOML would raise."""
    assert said in ONE
    with pytest.raises(InvalidSources):
        load_sources(ONE.replace(said, wrong))


def test_two_sources_of_one_key_are_refused() -> None:
    """Whoever reads the file must not have to guess which one counts."""
    with pytest.raises(InvalidSources) as refused:
        load_sources(ONE + ONE)
    assert "share a key" in str(refused.value)


def test_no_sources_are_none() -> None:
    """An empty file declares nothing, so nothing can write."""
    assert load_sources("").by_key == {}


def test_the_shipped_sources_fit_the_shipped_policy_and_notice() -> None:
    """Their purposes are allowed, their grounds are the purposes' own, their notices exist."""
    policy = load(default_document())
    for source in load_sources().by_key.values():
        rules = [policy.purpose(purpose) for purpose in source.purposes]
        assert None not in rules
        assert any(rule is not None and source.legal_basis in rule.bases for rule in rules)
        assert shipped(source.notice_version, "zh") is not None
