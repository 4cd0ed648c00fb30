"""Absent and forbidden look alike: in every byte of the answer, and in what it costs to make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import pytest

from cdp.database.dsn import Database
from privacy.terms import KeyCategory
from tests.acceptance.counting import Counted, Tally
from tests.acceptance.deeds import a_number, call, captured, consented, revealed, said, withdrawn
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import (
    AGENT,
    COLLEAGUE,
    MARKETER,
    PRESENT,
    Caller,
    Persona,
    Reply,
    caller,
)
from tests.acceptance.records import one_person
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A counted service, somebody who cannot be seen, and what stands for nobody."""

    at: Stand
    tally: Tally

    def counted(self, ask: Callable[[], Reply]) -> tuple[Reply, dict[str, int]]:
        """An answer, and what it took."""
        self.tally.forget()
        reply = ask()
        return reply, self.tally.counts()


@pytest.fixture(scope="module")
def scene(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    tally = Tally()
    settings = settings_in(tmp_path_factory.mktemp("counted"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(remade=Counted(tally))) as at:
        yield Scene(at=at, tally=tally)


def hide_by(column: str, value: str) -> Callable[[Stand, str], None]:
    """Changes what stands of a person, as other acts will."""
    changes = {
        "state": "UPDATE subject SET state = $2 WHERE id = $1",
        "age_band": "UPDATE subject SET age_band = $2 WHERE id = $1",
        "contract": "UPDATE subject SET contract_until = $2::text::timestamptz WHERE id = $1",
    }

    def change(at: Stand, profile: str) -> None:
        at.sql(Database.DATA, changes[column], behind(profile), value)

    return change


def erase(at: Stand, profile: str) -> None:
    """Erases every key of a person."""
    rows = at.wait_for(at.service.ground.door.keyring.shred(behind(profile), tuple(KeyCategory)))
    assert rows == 1


def lose(at: Stand, profile: str) -> None:
    """Removes the key row itself: what a restored backup of the data without keys looks like."""
    at.sql(Database.KEYS, "DELETE FROM subject_key WHERE subject_id = $1", behind(profile))


HIDDEN: Final[dict[str, Callable[[Stand, str], None]]] = {
    "restricted": hide_by("state", "RESTRICTED"),
    "being erased": hide_by("state", "ERASING"),
    "a child": hide_by("age_band", "UNDER_14"),
    "a minor": hide_by("age_band", "FROM_14_TO_17"),
    "without a contract any more": hide_by("contract", "2026-01-01"),
    "erased": erase,
    "without keys": lose,
}
"""Why somebody may not be seen by customer service."""

BY_NUMBER: Final = ("ScreenPop", "ProfileByPhone")
BY_ID: Final = {"Profile": "id", "Consents": "profile"}


def contact(who: Caller, profile: str) -> Reply:
    """Whether she may be called."""
    return who.ask("Contactability", profile=profile, channel="PHONE")


def happened(who: Caller, profile: str) -> Reply:
    """What happened with her."""
    return who.ask("Timeline", profile=profile, first=5)


def found(who: Caller, number: str) -> Reply:
    """The list of those who answer a number: one, or none."""
    return who.ask("FindProfiles", filter={"number": number})


def same(one: Reply, other: Reply) -> None:
    """Whether two answers are the same for whoever reads them off the wire."""
    assert one.status == other.status
    assert one.without_receipt() == other.without_receipt()
    varying = {"date", "x-request-id", "content-length"}
    assert {k: v for k, v in one.headers.items() if k not in varying} == {
        k: v for k, v in other.headers.items() if k not in varying
    }
    # A receipt tells a place in the log and hashes, whose number depends on who else wrote.
    assert one.body["extensions"]["access"].keys() == other.body["extensions"]["access"].keys()


MERGED: Final = {
    f"{why}, of three records": (why, count)
    for why, count in {
        "restricted": 3,
        "being erased": 3,
        "a child": 1,
        "a minor": 1,
        "without a contract any more": 3,
    }.items()
}
"""The same of somebody merged: why, and of how many of her records it holds."""


@pytest.mark.parametrize("case", sorted([*HIDDEN, *MERGED]))
def test_somebody_who_may_not_be_seen_answers_and_costs_what_nobody_does(
    scene: Scene, case: str
) -> None:
    """Same body, statements, key queries, unwraps, derivations and leaves; and no opening."""
    agent, number = caller(scene.at, AGENT), a_number()
    profile = captured(agent, number)
    agent.ask("LogCall", input=call(number))
    others = [captured(agent, a_number()) for _ in range(2)] if case in MERGED else []
    if others:
        one_person(scene.at, profile, *others)
    assert agent.ask("ProfileByPhone", number=number).payload["status"] == "EXACT"
    why, count = MERGED.get(case, (case, 1))
    for each in [*others, profile][-count:] if count > 1 else [others[0] if others else profile]:
        HIDDEN[why](scene.at, each)
    asks: list[tuple[Callable[[], Reply], Callable[[], Reply]]] = [
        *(
            (
                lambda name=name: agent.ask(name, number=number),
                lambda name=name: agent.ask(name, number=a_number()),
            )
            for name in BY_NUMBER
        ),
        *(
            (
                lambda name=name, place=place: agent.ask(name, **{place: profile}),
                lambda name=name, place=place: agent.ask(name, **{place: unseen()}),
            )
            for name, place in BY_ID.items()
        ),
    ]
    stranger = caller(scene.at, COLLEAGUE)
    asks += [
        (lambda: contact(stranger, profile), lambda: contact(stranger, unseen())),
        (lambda: happened(agent, profile), lambda: happened(agent, unseen())),
        (lambda: found(agent, number), lambda: found(agent, a_number())),
    ]
    for ask_hidden, ask_absent in asks:
        hidden, cost_of_hidden = scene.counted(ask_hidden)
        absent, cost_of_absent = scene.counted(ask_absent)
        same(hidden, absent)
        assert cost_of_hidden == cost_of_absent
        assert "opening" not in cost_of_hidden
        assert (cost_of_hidden["leaf"], cost_of_hidden["cdp_keys: keys.rows"]) == (1, 1)


SAID: Final[dict[str, list[Callable[[str], dict[str, object]]]]] = {
    "nothing": [],
    "no": [partial(said, given=False)],
    "yes, three years ago": [partial(said, saidAt="2023-01-01T00:00:00Z")],
    "yes, and then no": [said, partial(said, given=False)],
}
"""What somebody said about being called for marketing."""


@pytest.mark.parametrize("words", sorted(SAID))
def test_a_number_without_consent_answers_and_costs_what_a_number_never_seen_does(
    scene: Scene, words: str
) -> None:
    """Whatever the person said, short of yes."""
    agent, marketer, number = caller(scene.at, AGENT), caller(scene.at, MARKETER), a_number()
    profile = captured(agent, number)
    for word in SAID[words]:
        assert "consentId" in agent.ask("RecordConsent", input=word(profile)).payload
    hidden, cost_of_hidden = scene.counted(lambda: marketer.ask("CallList", number=number))
    absent, cost_of_absent = scene.counted(lambda: marketer.ask("CallList", number=a_number()))
    assert absent.payload == {"status": "NOT_AVAILABLE", "profile": None}
    same(hidden, absent)
    assert cost_of_hidden == cost_of_absent


def test_the_reason_stands_in_the_ledger_under_a_pseudonym_and_nowhere_else(scene: Scene) -> None:
    """The officer reads it with its article; the answer does not say it."""
    agent, marketer, number = caller(scene.at, AGENT), caller(scene.at, MARKETER), a_number()
    profile = captured(agent, number)
    reasons = []
    for deed in (None, said(profile, given=False), said(profile), withdrawn(profile)):
        if deed is not None:
            name = "RecordConsent" if "given" in deed else "WithdrawConsent"
            assert "consentId" in agent.ask(name, input=deed).payload
        size = scene.at.size()
        reply = marketer.ask("CallList", number=number)
        [leaf] = scene.at.leaves(size)
        reasons.append((leaf["reason"], leaf["article"], len(leaf["subjects"]), leaf["n"]))
        assert b"CONSENT" not in reply.octets
    assert reasons == [
        ("CONSENT_MISSING", "PIPL 13(1)", 1, 0),
        ("CONSENT_REFUSED", "PIPL 14", 1, 0),
        (None, "PIPL 13(1)", 1, 1),
        ("CONSENT_WITHDRAWN", "PIPL 15", 1, 0),
    ]


ACTS: Final = [
    (AGENT, "LogCall", lambda profile: call(None, profile=profile)),
    (AGENT, "RecordConsent", said),
    (AGENT, "WithdrawConsent", withdrawn),
    (PRESENT, "RevealPhone", revealed),
]


@pytest.mark.parametrize(("persona", "operation", "about"), ACTS)
@pytest.mark.parametrize("why", ["being erased", "erased", "without keys"])
def test_a_write_about_somebody_withheld_answers_and_costs_what_one_about_nobody_does(
    scene: Scene,
    persona: Persona,
    operation: str,
    about: Callable[[str], dict[str, object]],
    why: str,
) -> None:
    """NOT_AVAILABLE, one denial, and the same statements."""
    who = caller(scene.at, persona)
    profile = captured(who, a_number())
    HIDDEN[why](scene.at, profile)
    before = scene.at.contents()
    hidden, cost_of_hidden = scene.counted(lambda: who.ask(operation, input=about(profile)))
    absent, cost_of_absent = scene.counted(lambda: who.ask(operation, input=about(unseen())))
    assert absent.payload["code"] == "NOT_AVAILABLE"
    same(hidden, absent)
    assert cost_of_hidden == cost_of_absent
    assert scene.at.contents() == before


def test_somebody_restricted_may_still_withdraw_and_nothing_else_is_written(scene: Scene) -> None:
    """A restriction protects the person: it does not stand between her and her no."""
    agent = caller(scene.at, AGENT)
    profile = consented(agent, a_number())
    HIDDEN["restricted"](scene.at, profile)
    for operation, given in (
        ("LogCall", call(None, profile=profile)),
        ("RecordConsent", said(profile)),
        ("RevealPhone", revealed(profile)),
    ):
        payload = caller(scene.at, PRESENT).ask(operation, input=given).payload
        assert payload["code"] == "NOT_AVAILABLE"
    assert "consentId" in agent.ask("WithdrawConsent", input=withdrawn(profile)).payload


def test_a_number_whose_owner_is_erased_is_never_given_to_the_erased_again(scene: Scene) -> None:
    """A write under it is turned away as well, and brings back no key."""
    agent, number = caller(scene.at, AGENT), a_number()
    profile = captured(agent, number)
    erase(scene.at, profile)
    payload = agent.ask("LogCall", input=call(number)).payload
    assert payload["code"] == "NOT_AVAILABLE"
    keyring = scene.at.service.ground.door.keyring
    assert scene.at.wait_for(keyring.open([behind(profile)], tuple(KeyCategory))) == {}


def test_somebody_who_is_seen_costs_as_many_statements_and_one_leaf(scene: Scene) -> None:
    """Seeing differs from not seeing by what is opened and shown, and by nothing before."""
    agent, number = caller(scene.at, AGENT), a_number()
    captured(agent, number)
    _, cost_of_seen = scene.counted(lambda: agent.ask("ProfileByPhone", number=number))
    _, cost_of_absent = scene.counted(lambda: agent.ask("ProfileByPhone", number=a_number()))
    assert cost_of_seen.pop("opening") == 2
    assert cost_of_seen == cost_of_absent
