"""The explorer in a browser: what a newcomer sees, and what the page must never do."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.acceptance.deeds import NAME, masked
from tests.acceptance.people import AGENT, CONTRACT, minted
from tests.acceptance.stand import Stand
from tests.browser.web import ROOT, SHOTS, browsed

LARGEST_PICTURE = 200_000


@pytest.fixture(scope="module")
def seen(pages: Stand, number: str) -> dict[str, Any]:
    """What one walk through the page saw, in English by day and in Chinese by night."""
    seed, audience = pages.service.keys.token_seed, pages.settings.token_audience
    token = minted(seed, AGENT, audience=audience)
    return browsed("explorer.mjs", {"url": pages.url, "token": token, "number": number})


def test_the_page_breaks_no_rule_of_its_policy_and_asks_nobody_else(seen: dict[str, Any]) -> None:
    """No violation of the Content Security Policy, no request beyond the origin, no complaint."""
    assert (seen["forbidden"], seen["foreign"], seen["complaints"]) == ([], [], [])


def test_the_page_can_be_used_by_everybody(seen: dict[str, Any]) -> None:
    """WCAG 2.1 A and AA, by light and by dark, as far as a machine can tell."""
    assert (seen["unaccessible"], seen["unaccessibleInTheDark"]) == ([], [])


def test_a_token_that_is_none_is_told_what_is_wrong_with_it(seen: dict[str, Any]) -> None:
    """In the words of the endpoint; the browser itself notes the 401."""
    assert "Send one signed token in compact form" in seen["badToken"]
    assert len(seen["complaintsOfBadToken"]) == 1


def test_a_trusted_document_says_what_it_touches_before_it_runs(seen: dict[str, Any]) -> None:
    """Purpose, what people are looked up by, and what this role is shown of each category."""
    footprint = seen["footprint"]
    assert "Customer service · 客户服务 SERVICE_SUPPORT" in footprint
    assert "Looks up by\ntelephone number 电话号码" in footprint
    assert "name 姓名\nwhole" in footprint
    assert "telephone number 电话号码\nmasked" in footprint


def test_a_trusted_document_is_sent_by_its_id(seen: dict[str, Any], number: str) -> None:
    """And its text is not: production would refuse it."""
    document = CONTRACT.named("agent", "ScreenPop")
    assert seen["sent"] == {
        "documentId": f"sha256:{document.id}",
        "variables": {"number": number},
    }


def test_its_answer_is_the_service_s_own(seen: dict[str, Any], number: str) -> None:
    """The name whole, the number masked, the receipt beside them."""
    assert NAME in seen["answer"]
    assert masked(number) in seen["answer"]
    assert '"leafHash"' in seen["answer"]


def test_text_of_one_s_own_takes_the_purpose_of_the_picker(seen: dict[str, Any]) -> None:
    """By a header, until it is written into the document."""
    assert "Customer service · 客户服务" in seen["adHoc"]
    assert seen["written"].startswith(
        "query Who($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) { callerContext"
    )


def test_a_number_in_the_text_is_refused_in_both_languages_and_not_repeated(
    seen: dict[str, Any], number: str
) -> None:
    """Before it is sent anywhere but to the question about it."""
    assert "LITERAL_NOT_ALLOWED" in seen["refused"]
    assert "pass it as a variable" in seen["refused"]
    assert "请以变量传入个人信息" in seen["refused"]
    assert number not in seen["refused"]


def test_nothing_outlives_the_tab_and_no_number_is_kept_at_all(
    seen: dict[str, Any], pages: Stand
) -> None:
    """No local storage, no cookie; the address holds no token."""
    assert seen["address"] == f"{pages.url}/explorer"
    assert seen["lasting"] == "{}"
    assert seen["kept"] == ["purpose", "token"]


def test_the_page_speaks_chinese(seen: dict[str, Any]) -> None:
    """What an act takes to write, and what it shows."""
    assert "会写入\n来源 source" in seen["zh"]
    assert "姓名 name\n完整" in seen["zh"]


@pytest.mark.parametrize("name", ["explorer.png", "explorer.zh.png"])
def test_a_picture_was_taken(seen: dict[str, Any], name: str) -> None:
    """For the eyes of whoever reviews it, and small enough for a page of the documentation."""
    assert seen
    octets = (SHOTS / name).read_bytes()
    assert octets.startswith(b"\x89PNG")
    assert 20_000 < len(octets) < LARGEST_PICTURE


@pytest.mark.usefixtures("pages")
def test_the_wheel_carries_the_page_and_no_example(tmp_path: Path) -> None:
    """Installed from it, the service needs no Node; an example is for whoever reads the source."""
    [built] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = zipfile.ZipFile(built).namelist()
    assert "cdp/_web/explorer/index.html" in names
    assert any(name.startswith("cdp/_web/explorer/main-") for name in names)
    assert not any("screen-pop" in name or "node_modules" in name for name in names)
