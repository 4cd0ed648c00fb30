"""A notice says in both languages why, how, what and how long, and what a person may ask."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from privacy.notice import LANGUAGES, VERSIONS, Notice, shipped
from privacy.terms import DataCategory, Purpose

SHIPPED = {
    ("2026-11", "zh"): "83f4412daa4020811fb95abd4f88aacff9bd50f61c2f90d55d4beb2f329bf8f3",
    ("2026-11", "en"): "ed0f1ab88e23c0b3a6462e8e83f3ff0ad4adcb6d1cb3f550b6b37dafb2ad1a4f",
}
"""SHA-256 of each shipped text: consent events carry it, so a published text never changes."""


def notice(version: str, language: str) -> Notice:
    found = shipped(version, language)
    assert found is not None
    return found


@pytest.mark.parametrize(("version", "language"), SHIPPED)
def test_a_published_text_never_changes(version: str, language: str) -> None:
    """Its hash is over the exact bytes."""
    found = notice(version, language)
    assert found.sha256.hex() == SHIPPED[version, language]
    assert found.sha256 == hashlib.sha256(found.document).digest()


def test_every_version_is_shipped_in_every_language() -> None:
    """And nothing else is."""
    assert set(SHIPPED) == {(version, language) for version in VERSIONS for language in LANGUAGES}


@pytest.mark.parametrize(
    ("version", "language"),
    [("2020-01", "zh"), ("2026-11", "fr"), ("../policy/default", "zh"), ("", ""), ("\0", "zh")],
)
def test_what_is_not_shipped_is_none(version: str, language: str) -> None:
    """A name from outside reaches no file."""
    assert shipped(version, language) is None


def test_both_languages_say_the_same_things() -> None:
    """The same purposes, kinds and number of rights, from the same day."""
    zh, en = (notice("2026-11", language) for language in LANGUAGES)
    assert set(zh.purposes) == set(en.purposes)
    assert set(zh.kinds) == set(en.kinds)
    assert len(zh.rights) == len(en.rights)
    assert zh.in_force_from == en.in_force_from == date(2026, 11, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_purpose_says_how_and_how_long(language: str) -> None:
    """Method, kinds, term: Network Data Regulations 21."""
    found = notice("2026-11", language)
    for told in found.purposes.values():
        assert all((told.name.strip(), told.method.strip(), told.keeping.strip()))
    assert all(text.strip() for text in (*found.kinds.values(), *found.rights))
    assert all((found.title, found.opening, found.after_term, found.contact))


def test_the_texts_are_in_their_languages() -> None:
    """No entry was left untranslated."""
    zh, en = (notice("2026-11", language) for language in LANGUAGES)
    assert all(not text.isascii() for text in (*zh.kinds.values(), *zh.rights))
    assert all(text.isascii() for text in (*en.kinds.values(), *en.rights))


def test_what_nobody_processes_is_not_listed() -> None:
    """A notice that promises too much tells too little."""
    found = notice("2026-11", "zh")
    assert Purpose.SHARING_THIRD_PARTY not in found.purposes
    assert DataCategory.PSEUDONYM_KEY not in found.kinds
