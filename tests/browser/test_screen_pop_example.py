"""The example of a screen: typed, driven, and shown what it shows where the service says no."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tests.acceptance.deeds import NAME, masked
from tests.acceptance.people import AGENT, CONTRACT, MARKETER, minted
from tests.acceptance.stand import PATIENCE_S, Stand
from tests.browser.web import ROOT, browsed


@pytest.fixture(scope="module")
def seen(pages: Stand, number: str) -> dict[str, Any]:
    """What an agent saw who answered a call, and then asked whether she may sell."""
    seed, audience = pages.service.keys.token_seed, pages.settings.token_audience
    agent, marketer = (minted(seed, who, audience=audience) for who in (AGENT, MARKETER))
    told = {"url": pages.url, "agent": agent, "marketer": marketer, "number": number}
    return browsed("screen-pop.mjs", told)


def test_a_ringing_number_shows_who_it_is_with_the_number_masked(
    seen: dict[str, Any], number: str
) -> None:
    """Name, orders and calls; never the number that was typed."""
    caller = seen["caller"]
    assert NAME in caller
    assert masked(number) in caller
    assert "电水壶 1.5L × 2 398.00 CNY PAID" in caller
    assert "INFO_SENT 询问保修期限" in caller
    assert number not in caller


def test_what_is_masked_says_why_in_both_languages_with_its_article(seen: dict[str, Any]) -> None:
    """Beside the field; the service answers codes, and the words are the screen's."""
    assert "该目的不需要全部内容 This purpose does not need it whole PIPL 6" in seen["caller"]


def test_the_screen_says_whether_she_may_be_called_back(seen: dict[str, Any]) -> None:
    """By a second trusted document, for the purpose of the first."""
    assert "能否联系 May she be contacted\n\n可以回电 May be called back" in seen["caller"]


def test_a_refusal_takes_the_place_of_all_that_was_shown(seen: dict[str, Any]) -> None:
    """The agent's token may not name a purpose of marketing: nothing of the caller is left."""
    assert "您的账号不可用于此目的 Your account may not be used" in seen["refused"]
    assert "PURPOSE_NOT_IN_CEILING" in seen["refused"]
    assert NAME not in seen["refused"]
    assert len(seen["complaintsOfRefusal"]) == 1


def test_marketing_without_consent_sees_nobody(seen: dict[str, Any]) -> None:
    """As for a number that nobody ever called from."""
    assert "此目的下没有可显示的人 There is nobody here for this purpose" in seen["absent"]
    assert NAME not in seen["absent"]


def test_the_screen_sends_ids_of_trusted_documents_and_no_text(seen: dict[str, Any]) -> None:
    """Production takes nothing else."""
    names = [("agent", "ScreenPop"), ("agent", "Contactability"), *[("marketing", "CallList")] * 2]
    expected = [f"sha256:{CONTRACT.named(*each).id}" for each in names]
    assert [each["documentId"] for each in seen["sent"]] == expected
    assert all(set(each) == {"documentId", "variables"} for each in seen["sent"])


def test_the_screen_breaks_no_rule_of_its_policy_and_asks_nobody_else(seen: dict[str, Any]) -> None:
    """No violation of the Content Security Policy, no request beyond the origin, no complaint."""
    assert (seen["forbidden"], seen["foreign"], seen["complaints"]) == ([], [], [])


@pytest.mark.usefixtures("pages")
def test_the_pages_are_typed() -> None:
    """Strictly; in the example every field by the schema and the document that selects it."""
    done = subprocess.run(
        [ROOT / "web" / "types"], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
