"""The Python client against a service: what it answers, and each way in which it says no."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Final

import pytest

from cdp.database.dsn import Database
from pipl_cdp_client import (
    Declined,
    Operations,
    Problem,
    Unauthenticated,
    Unavailable,
    Unreachable,
)
from pipl_cdp_client.operations.capture_lead import CaptureLeadCaptureLeadCaptureLeadDone
from pipl_cdp_client.operations.enums import ReasonCode
from pipl_cdp_client.operations.input_types import CaptureLeadInput, RevealPhoneInput
from pipl_cdp_client.operations.reveal_phone import (
    RevealPhoneRevealPhoneRevealPhoneDone,
    RevealPhoneRevealPhoneStepUpRequired,
)
from tests.acceptance.deeds import NAME, a_number, captured, masked
from tests.acceptance.people import AGENT, PRESENT, SHOP, Caller, Persona, caller
from tests.acceptance.process import free_port
from tests.acceptance.stand import PATIENCE_S, Stand
from tests.house.checks.source import ROOT

EXAMPLE: Final = ROOT / "docs/examples/python/screen_pop.py"


def client(stand: Stand, who: Persona = AGENT) -> Operations:
    """The client of somebody; the token is given anew for each call."""
    token = caller(stand, who).token
    return Operations(f"{stand.url}/graphql", token=lambda: token)


async def test_a_number_that_rings_is_a_typed_answer_with_its_receipt(
    stand: Stand, agent: Caller
) -> None:
    """Names, enumerations and times of the schema; what was withheld; where the access stands."""
    number = a_number()
    profile = captured(agent, number)
    async with client(stand) as cdp:
        answer = await cdp.screen_pop(number)
    context = answer.data.caller_context
    assert context is not None
    shown = context.resolution.profile
    assert shown is not None
    assert (shown.id, shown.name) == (profile, NAME)
    assert [phone.display for phone in shown.phones or ()] == [masked(number)]
    assert answer.receipt is not None
    assert answer.receipt.index < stand.size()
    assert "MaskedPhone.display" in {each.coordinate for each in answer.withheld}
    assert answer.problem is None
    assert answer.request_id is not None


async def test_a_mutation_answers_what_it_did_or_a_problem(stand: Stand) -> None:
    """Both as data; a type checker knows which is which."""
    async with client(stand) as cdp:
        wish = CaptureLeadInput(number=a_number(), source="web-form", name=NAME)
        done = (await cdp.capture_lead(wish)).data.capture_lead
        refused = await cdp.capture_lead(wish.model_copy(update={"source": "nowhere"}))
    assert isinstance(done, CaptureLeadCaptureLeadCaptureLeadDone)
    assert done.profile is not None
    problem = refused.problem
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path) == (ReasonCode.INVALID_INPUT.value, ["input", "source"])


async def test_a_purpose_that_is_denied_is_an_error_with_its_article(stand: Stand) -> None:
    """A shop's token, in an agent's document."""
    async with client(stand, SHOP) as cdp:
        with pytest.raises(Declined) as caught:
            await cdp.screen_pop(a_number())
    declined = caught.value
    assert (declined.code, declined.article) == ("PURPOSE_NOT_IN_CEILING", "PIPL 6")
    assert declined.request_id is not None
    assert declined.message_zh


async def test_a_login_that_is_too_weak_is_told_what_it_must_be(
    stand: Stand, agent: Caller
) -> None:
    """The challenge, as the login page needs it; with that login it works."""
    number = a_number()
    wish = RevealPhoneInput(
        profile=captured(agent, number), reason="her line is bad", case_ref="TKT-1042"
    )
    async with client(stand) as cdp:
        weak = (await cdp.reveal_phone(wish)).data.reveal_phone
        strong = (
            await cdp.reveal_phone(wish, token=caller(stand, PRESENT).token)
        ).data.reveal_phone
    assert isinstance(weak, RevealPhoneRevealPhoneStepUpRequired)
    assert (weak.acr_values, weak.max_age_seconds) == (["aal2", "aal3"], 300)
    assert isinstance(strong, RevealPhoneRevealPhoneRevealPhoneDone)
    assert strong.number == number


@pytest.mark.parametrize(("token", "fault"), [(None, "missing"), ("a.b.c", "malformed")])
async def test_a_token_that_is_none_is_told_its_fault(
    stand: Stand, token: str | None, fault: str
) -> None:
    """Without the token."""
    async with Operations(f"{stand.url}/graphql", token=token) as cdp:
        with pytest.raises(Unauthenticated) as caught:
            await cdp.screen_pop(a_number())
    assert (caught.value.fault, caught.value.status) == (fault, 401)


async def test_a_service_that_cannot_answer_now_says_when(alone: Stand) -> None:
    """The access log is away: nothing is shown."""
    alone.sql(Database.LEDGER, "ALTER TABLE access_entry RENAME TO unaccess_entry")
    async with client(alone) as cdp:
        with pytest.raises(Unavailable) as caught:
            await cdp.screen_pop(a_number())
    assert caught.value.retry_after_s is not None


async def test_nobody_there_is_an_error_that_holds_no_request() -> None:
    """Nor does what caused it."""
    number = a_number()
    async with Operations(f"http://127.0.0.1:{free_port()}/graphql", token="t") as cdp:
        with pytest.raises(Unreachable) as caught:
            await cdp.screen_pop(number)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_nothing_that_is_asked_or_shown_is_logged(
    stand: Stand, agent: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level, by this package or by those that it stands on."""
    caplog.set_level(logging.DEBUG)
    number = a_number()
    captured(agent, number)
    caplog.clear()
    async with client(stand) as cdp:
        await cdp.screen_pop(number)
    assert caplog.text
    assert number.removeprefix("+86") not in caplog.text
    assert NAME not in caplog.text


def shown(stand: Stand, who: Persona, number: str) -> tuple[int, list[str]]:
    """What the example prints."""
    done = subprocess.run(
        [sys.executable, EXAMPLE, f"{stand.url}/graphql", number],
        input=caller(stand, who).token,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "clients/python/src")},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_the_example_shows_a_caller_a_stranger_and_a_refusal(stand: Stand, agent: Caller) -> None:
    """As its page says, as a process of its own."""
    number = a_number()
    captured(agent, number)
    code, lines = shown(stand, AGENT, number)
    assert (code, lines[0]) == (0, f"name: {NAME}")
    assert f"number: {masked(number)}" in lines
    code, lines = shown(stand, AGENT, a_number())
    assert (code, lines[0]) == (0, "NOT_AVAILABLE: nobody to show")
    code, [line] = shown(stand, SHOP, number)
    assert (code, line.split(":")[0]) == (1, "PURPOSE_NOT_IN_CEILING")
