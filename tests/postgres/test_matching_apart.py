"""What somebody decided binds rules and weights; whoever is being erased leaves no suggestion."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest
from sqlalchemy import (
    LargeBinary,
    String,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    literal,
    null,
    update,
)
from sqlalchemy.dialects.postgresql import BIT

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.writer import Writer
from cdp.identity.match_tables import match_suggestion
from cdp.identity.matching.rule import SHIPPED, Identifier, MatchRule, RuleAction
from cdp.identity.matching.ruled import MERGES, MERGES_AGAIN, REHEARSES, SUGGESTS, binds
from cdp.identity.matching.runs import bounds_of
from cdp.identity.matching.suggestion import SuggestionState
from cdp.identity.matching.suggestions import ABOUT, FORGET, WITHDRAW
from cdp.identity.merge_tables import link_constraint, merge_decision, merge_member
from cdp.identity.record import OwnershipRole, Verification
from cdp.identity.tables import phone_identity, phone_ownership
from privacy.store.links import merge_link
from privacy.store.statement import Statement, every_column
from privacy.store.subjects import ERASING
from tests.postgres.matching import INDEX, THEN, Town, contact

MAIL: Final = SHIPPED[0]
NUMBER: Final = MatchRule(
    key="phone-answered",
    identifier=Identifier.PHONE,
    action=RuleAction.MERGE,
    priority=5,
    min_verification=Verification.CALL_ANSWERED,
)
SAID: Final = contact("王伟", email="ww1980@example.com")
SURE: Final = Verification.SMS_OTP
"""A code was given that was sent there."""
EVERYBODY: Final = {**bounds_of(0, 1), "key_ver": INDEX.version}


@pytest.fixture
async def town(databases: Dsns) -> AsyncIterator[Town]:
    async with Writer(databases.of(Database.DATA, Role.OWNER), lanes=4) as run:
        yield Town(run=run)


@pytest.fixture
async def pair(town: Town) -> tuple[UUID, UUID]:
    """Two who have given a code that was sent to one address."""
    one, other = sorted([await town.moves_in(SAID, verification=SURE) for _ in range(2)])
    return one, other


async def merges(town: Town, rule: MatchRule = MAIL) -> list[tuple[UUID, UUID]]:
    """Whom a rule merges."""
    rows = await town.run.fetch(MERGES[rule.identifier], **binds(rule, THEN), **EVERYBODY)
    return [(row["a"], row["b"]) for row in rows]


async def suggests(town: Town, rule: MatchRule = MAIL) -> int:
    """How many suggestions a rule makes."""
    bound = {**binds(rule, THEN), **town.bound(50), **EVERYBODY}
    [told] = await town.run.fetch(SUGGESTS[rule.identifier], **bound, rule=rule.key, rule_version=1)
    return len(told["made"])


async def test_a_rule_merges_nobody_who_is_never_to_be_linked(
    town: Town, pair: tuple[UUID, UUID]
) -> None:
    """Nor suggests them, nor counts them in a trial; and it binds whoever is one with either."""
    third = await town.moves_in(contact("李娜"))
    assert await merges(town) == [pair]
    await keep_apart(town, pair[0], third)
    await link(town, pair[1], third)
    assert await merges(town) == []
    assert await suggests(town) == 0
    [told] = await town.run.fetch(
        REHEARSES[Identifier.EMAIL], **binds(MAIL, THEN), **EVERYBODY, sample=5
    )
    assert (told["merges"], told["suggestions"]) == (0, 0)


async def test_a_rule_asks_about_whom_somebody_parted(town: Town, pair: tuple[UUID, UUID]) -> None:
    """A merge that was reversed is not made again by the next comparison: it is a question."""
    await decide(town, pair, reversed_by=uuid4())
    assert await merges(town) == []
    assert await suggests(town) == 1


@pytest.mark.usefixtures("pair")
async def test_a_rule_does_not_decide_against_whoever_said_no(town: Town) -> None:
    """Whoever rejected them looked at both; a better proof of the address changes nothing."""
    assert await suggests(town, replace(MAIL, action=RuleAction.SUGGEST)) == 1
    await town.run.fetch(SAY, state=SuggestionState.REJECTED.value)
    assert await merges(town) == []
    assert await suggests(town) == 0


async def test_what_a_caller_says_of_an_address_merges_nobody(town: Town) -> None:
    """Who calls with somebody's name and says her address would be let in to what is hers."""
    for _ in range(2):
        await town.moves_in(SAID, verification=Verification.CALL_ANSWERED)
    assert await merges(town) == []
    assert await suggests(town) == 1


async def test_whoever_said_it_long_ago_shares_it_all_the_same(town: Town) -> None:
    """A value of too many is nobody's, however few have said it lately."""
    rule, later = replace(MAIL, window_days=1), THEN + timedelta(days=2)
    for _ in range(rule.max_subjects_per_value):
        await town.moves_in(SAID, verification=SURE)
    said_again = Town(run=town.run)
    recent = [await said_again.moves_in(SAID, verification=SURE, at=later) for _ in range(2)]
    bound = {**binds(rule, later), **EVERYBODY}
    assert await town.run.fetch(MERGES[Identifier.EMAIL], **bound) == []
    wide = binds(replace(rule, max_subjects_per_value=9), later)
    rows = await town.run.fetch(MERGES[Identifier.EMAIL], **{**bound, **wide})
    assert [{row["a"], row["b"]} for row in rows] == [set(recent)]


async def test_what_one_record_says_completes_what_another_has(
    town: Town, pair: tuple[UUID, UUID]
) -> None:
    """Of whoever is several records the address of the one counts with the name of the other."""
    other = await town.moves_in(contact(email="ww1980@example.com"), verification=SURE)
    named = await town.moves_in(contact("王伟"))
    first = min(other, named)
    for who in (other, named):
        await link_to(town, who, first)
    bound = {**binds(replace(MAIL, max_subjects_per_value=3), THEN), "key_ver": INDEX.version}
    rows = await town.run.fetch(MERGES_AGAIN[Identifier.EMAIL], **bound, seeds=[named])
    assert {frozenset((row["a"], row["b"])) for row in rows} >= {
        frozenset((first, each)) for each in pair
    }


@pytest.mark.parametrize("role", OwnershipRole)
async def test_a_line_that_is_answered_for_others_says_nothing_of_who_calls(
    town: Town, role: OwnershipRole
) -> None:
    """A switchboard's number and an agent's stand for nobody; a household's may, with the name."""
    named = [await town.moves_in(contact("王伟")) for _ in range(2)]
    await answers(town, named, role)
    rule = replace(NUMBER, second_keys=MAIL.second_keys)
    rule.check()
    stands_for_her = role not in {OwnershipRole.SWITCHBOARD, OwnershipRole.AGENT}
    assert await merges(town, rule) == ([tuple(sorted(named))] if stands_for_her else [])


async def test_who_begins_to_be_erased_meanwhile_leaves_no_suggestion(
    town: Town, pair: tuple[UUID, UUID]
) -> None:
    """A comparison looks again before it ends: nobody begins after that until it has ended."""
    assert await suggests(town, replace(MAIL, action=RuleAction.SUGGEST)) == 1
    made = [row["suggestion_id"] for row in await town.run.fetch(ABOUT, subjects=[pair[0]])]
    assert await town.run.fetch(WITHDRAW, suggestions=made) == []
    await town.run.fetch(ERASING, subject=pair[1])
    assert len(await town.run.fetch(WITHDRAW, suggestions=made)) == 1
    assert await town.run.fetch(ABOUT, subjects=list(pair)) == []


async def test_a_suggestion_goes_with_either_of_the_two(
    town: Town, pair: tuple[UUID, UUID]
) -> None:
    """What is left of it would tell the other that somebody agreed with her."""
    assert await suggests(town, replace(MAIL, action=RuleAction.SUGGEST)) == 1
    about = [row["suggestion_id"] for row in await town.run.fetch(ABOUT, subjects=[pair[1]])]
    await town.run.fetch(FORGET, suggestions=about)
    assert await town.run.fetch(ABOUT, subjects=list(pair)) == []
    assert await town.suggestions() == {}


async def keep_apart(town: Town, *people: UUID) -> None:
    """They are never to be one person."""
    constraint = uuid4()
    for who in people:
        await town.run.fetch(
            BIND, subject_id=who, id=constraint, kind="NEVER_LINK", set_by="x", set_at=THEN
        )


async def link(town: Town, one: UUID, other: UUID) -> None:
    """They are one person."""
    for who in (one, other):
        await link_to(town, who, min(one, other))


async def link_to(town: Town, who: UUID, profile: UUID) -> None:
    """A record is one of a profile's."""
    await town.run.fetch(LINK, subject_id=who, profile_id=profile)


async def decide(town: Town, pair: tuple[UUID, UUID], *, reversed_by: UUID) -> None:
    """They were merged once, and parted."""
    decision = uuid4()
    await town.run.fetch(DECIDE, id=decision, reversed_by=reversed_by, decided_at=THEN)
    for who, side in zip(pair, ("SURVIVOR", "ABSORBED"), strict=True):
        await town.run.fetch(NAME, subject_id=who, decision_id=decision, side=side)


async def answers(town: Town, people: Sequence[UUID], role: OwnershipRole) -> None:
    """They answer one number, as `role`."""
    identity = uuid4()
    await town.run.fetch(NUMBERED, id=identity, created_at=THEN)
    for who in people:
        await town.run.fetch(
            ANSWERED, subject_id=who, id=uuid4(), identity_id=identity, role=role.value
        )


SAY: Final = Statement(
    "test.say", update(match_suggestion).values(state=bindparam("state", type_=String))
)
BIND: Final = Statement("test.bind", insert(link_constraint).values(every_column(link_constraint)))
LINK: Final = Statement("test.link", insert(merge_link).values(every_column(merge_link)))
DECIDE: Final = Statement(
    "test.decide",
    insert(merge_decision).values(
        id=bindparam("id", type_=Uuid),
        kind="MERGE",
        evidence="SAME_IDENTIFIER",
        reason="RULE_MATCHED",
        actor="job:matching",
        preview_hash=cast(null(), LargeBinary),
        reversed_by=bindparam("reversed_by", type_=Uuid),
        decided_at=bindparam("decided_at", type_=merge_decision.c.decided_at.type),
    ),
)
NAME: Final = Statement(
    "test.name",
    insert(merge_member).values(
        subject_id=bindparam("subject_id", type_=Uuid),
        decision_id=bindparam("decision_id", type_=Uuid),
        side=bindparam("side", type_=String),
        narrowed=cast(null(), BIT(varying=True)),
    ),
)
NUMBERED: Final = Statement(
    "test.numbered",
    insert(phone_identity).values(
        id=bindparam("id", type_=Uuid),
        has_extension=False,
        country="CN",
        region="",
        line_type="MOBILE",
        carrier_original="",
        created_at=bindparam("created_at", type_=phone_identity.c.created_at.type),
    ),
)
ANSWERED: Final = Statement(
    "test.answered",
    insert(phone_ownership).values(
        subject_id=bindparam("subject_id", type_=Uuid),
        id=bindparam("id", type_=Uuid),
        identity_id=bindparam("identity_id", type_=Uuid),
        e164=literal(b"", LargeBinary),
        during=func.tstzrange(null(), null()),
        role=bindparam("role", type_=String),
        exclusive=False,
        verification=Verification.CALL_ANSWERED.value,
        state="ACTIVE",
        number_status="ACTIVE",
    ),
)
