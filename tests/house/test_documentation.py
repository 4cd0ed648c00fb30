"""Whatever a caller, an operator or an officer meets as a word is explained somewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from cdp.settings import Settings
from privacy.terms import DataCategory, Effect, Purpose, ReasonCode, Role
from tests.house.checks.documentation import (
    dead_links,
    decisions_without_teeth,
    errors_outside_the_tree,
    said_in_one_language,
    undocumented,
)
from tests.house.checks.source import ROOT, plant, published, told

POLICY: Final = "docs/reference/policy.md"
HTTP: Final = "docs/reference/http.md"
ERRORS: Final = "docs/reference/errors.md"
SETTINGS: Final = "docs/reference/settings.md"


def test_every_setting_is_documented() -> None:
    """By its environment key."""
    keys = [f"CDP_{name.upper()}" for name in Settings.model_fields]
    assert told(undocumented(keys, ROOT, SETTINGS)) == ""


def test_every_reason_code_is_explained_in_both_languages() -> None:
    """An agent in Shanghai and an auditor abroad read the same refusal."""
    assert told(said_in_one_language([code.value for code in ReasonCode], ROOT, ERRORS)) == ""


def test_every_purpose_is_documented() -> None:
    """As tokens and the policy write it."""
    assert told(undocumented([purpose.value for purpose in Purpose], ROOT, POLICY)) == ""


@pytest.mark.parametrize("words", [Role, DataCategory, Effect], ids=lambda words: words.__name__)
def test_every_word_of_the_policy_is_documented(words: type[Role | DataCategory | Effect]) -> None:
    """Roles, categories and effects: what a policy author may write."""
    assert told(undocumented([word.value for word in words], ROOT, POLICY)) == ""


def test_no_page_links_to_nothing() -> None:
    """Every relative link of every Markdown page of the repository."""
    pages = [path for path in published(ROOT) if path.suffix == ".md"]
    assert told(dead_links(ROOT, pages)) == ""


def test_every_decision_says_what_enforces_it() -> None:
    """And the numbers run on, so that none is lost."""
    assert told(decisions_without_teeth(ROOT)) == ""


def test_every_error_stands_in_the_tree_of_its_package() -> None:
    """A reader sees at one glance what can go wrong."""
    files = ("privacy/errors.py", "cdp/errors.py")
    assert told(errors_outside_the_tree(ROOT, *files)) == ""


def test_an_undocumented_word_is_found(tmp_path: Path) -> None:
    """A longer word that contains it does not count."""
    plant(tmp_path, HTTP, "| `CDP_PORT_RANGE` | the ports |\n")
    assert len(undocumented(["CDP_PORT"], tmp_path, HTTP)) == 1


def test_a_missing_page_documents_nothing(tmp_path: Path) -> None:
    """The page may be called otherwise, or not be written yet."""
    assert len(undocumented(["CDP_PORT"], tmp_path, HTTP)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "| `CONSENT_MISSING` | no consent was given |",
        "| `CONSENT_MISSING` | 尚未取得同意 |",
        "| `CONSENT_MISSING` | 尚未取得同意 | `no` |",
        "| `NO_PURPOSE` | 未声明目的 | no purpose |",
    ],
)
def test_a_code_explained_in_one_language_is_found(line: str, tmp_path: Path) -> None:
    """English alone, Chinese alone, code in place of words, another code."""
    plant(tmp_path, POLICY, line)
    assert len(said_in_one_language(["CONSENT_MISSING"], tmp_path, POLICY)) == 1


def test_a_code_explained_in_both_languages_stands(tmp_path: Path) -> None:
    """On one line, so that neither falls behind the other."""
    plant(tmp_path, POLICY, "| `CONSENT_MISSING` | 尚未取得同意 | no consent was given |")
    assert said_in_one_language(["CONSENT_MISSING"], tmp_path, POLICY) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    """Addresses and anchors apart."""
    text = "[a](here.md) [b](gone.md) [c](https://a.example/x) [d](#top) [e](here.md#part)\n"
    plant(tmp_path, "docs/here.md", text)
    faults = dead_links(tmp_path, [tmp_path / "docs/here.md"])
    assert [fault.problem for fault in faults] == ["links to gone.md"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("0001-first.md", "# First\n\nWe like it.\n"), ("0002-first.md", "Enforced by: a test.\n")],
)
def test_a_decision_without_teeth_is_found(name: str, text: str, tmp_path: Path) -> None:
    """An intention, or a number that follows none."""
    plant(tmp_path, f"docs/decisions/{name}", text)
    assert len(decisions_without_teeth(tmp_path)) == 1


def test_an_error_outside_the_tree_is_found(tmp_path: Path) -> None:
    """A longer name in the drawing does not count for it."""
    code = '"""Tree.\n\n    Root\n    └── NotFound\n"""\nclass Root: ...\nclass Found(Root): ...\n'
    plant(tmp_path, "cdp/errors.py", code)
    faults = errors_outside_the_tree(tmp_path, "cdp/errors.py")
    assert [fault.line for fault in faults] == [7]
