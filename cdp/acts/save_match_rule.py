"""save_match_rule: a rule is set, or tried over what stands: whom it would merge, and suggest.

A trial writes nothing but that somebody looked. A rule is set as a new version of its key; what
earlier versions merged says which one it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from cdp.acts.about_nobody import file_of_nobody, looked, ruled, spent_before
from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.once import Taken
from cdp.acts.resolving import require_resolution
from cdp.acts.write import Payload
from cdp.database.writer import Transaction
from cdp.errors import Conflict, InvalidField
from cdp.identity.cluster import find_members
from cdp.identity.matching.mail import ComparedMail
from cdp.identity.matching.rule import Identifier, MatchRule
from cdp.identity.matching.rule_store import KEEP, RULES, columns_of, rule_of
from cdp.identity.matching.ruled import REHEARSES, SAMPLE, binds
from cdp.identity.matching.runs import BLOCK, COUNT, bounds_of, parts_of
from cdp.identity.matching.tokens import TokenKind
from privacy.gate import Ask
from privacy.terms import Action, DataCategory

MOST_BLOCKED: Final = 100
"""Most values that one request blocks."""

_WRITES: Final = frozenset({DataCategory.STAFF_ACTIVITY})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RuleWish:
    """A rule as it is to be, and addresses that say nothing of anybody from then on."""

    rule: MatchRule
    blocked: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two of a trial's sample, and whether they would be merged."""

    one: UUID
    other: UUID
    merges: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What a rule would do, by count, and a few whom it would do it to."""

    merges: int = 0
    suggestions: int = 0
    sample: tuple[Pair, ...] = ()


async def match_rules(ask: Ask, ground: Ground, payload: Payload) -> Sequence[MatchRule]:
    """The rules that stand, by priority, retired ones included. Written down as looked at first.

    Raises: as `ruled`.
    """
    require_resolution(ask, ground.policies.current)
    await looked(ask, ground, payload)
    return await _standing(ground)


async def rehearse_match_rule(
    wish: RuleWish, ask: Ask, ground: Ground, payload: Payload
) -> Rehearsed:
    """What `wish` would do to what stands; nothing is written but who looked, and at whom.

    Raises: as `ruled`, and InvalidField where the rule makes no sense.
    """
    require_resolution(ask, ground.policies.current)
    if wish.blocked:
        # The counts with and without an address would tell whether somebody has it.
        raise InvalidField("blockedValues", "A trial takes none: set them, then try the rule.")
    wish.rule.check(await _standing(ground))
    run = ground.writer
    [row] = await run.fetch(COUNT)
    parts = parts_of(row["people"])
    told = Rehearsed()
    for part in range(parts):
        [row] = await run.fetch(
            REHEARSES[wish.rule.identifier],
            **binds(wish.rule, ask.at),
            **bounds_of(part, parts),
            key_ver=ground.matching.version,
            sample=SAMPLE - len(told.sample),
        )
        pairs = zip(row["ones"] or (), row["others"] or (), row["merging"] or (), strict=True)
        told = Rehearsed(
            merges=told.merges + row["merges"],
            suggestions=told.suggestions + row["suggestions"],
            sample=(*told.sample, *(Pair(one=a, other=b, merges=m) for a, b, m in pairs)),
        )
    return replace(told, sample=await _seen(told.sample, ask, ground, payload))


async def _seen(
    sample: Sequence[Pair], ask: Ask, ground: Ground, payload: Payload
) -> tuple[Pair, ...]:
    """Those of a sample who may be seen, written down by name: that two agree is told of them."""
    if not sample:
        await looked(ask, ground, payload)
        return ()
    asked = replace(
        ask,
        action=Action.READ,
        operation=ground.ids(),
        writes=frozenset(),
        categories=frozenset({DataCategory.IDENTITY_NAME}),
    )
    ruling = await ruled(asked, ground)
    named = sorted({who for pair in sample for who in (pair.one, pair.other)})
    found = await find_members(ground.people.run, named, ruling, at=ask.at)
    async with ground.door.open(asked, ruling, found.standings, found.in_force) as opened:
        payload.receipts.extend(opened.receipts)
        seen = opened.subjects if opened.grant is not None else frozenset()
    whole = {who for who in named if who in found.members and found.together(who) <= seen}
    return tuple(pair for pair in sample if {pair.one, pair.other} <= whole)


async def save_match_rule(wish: RuleWish, ask: Ask, ground: Ground, payload: Payload) -> MatchRule:
    """Set `wish`. The rule as it stands now, with its version.

    Raises: as `file_of_nobody`; InvalidField where the rule makes no sense; Conflict where
        somebody set the same rule meanwhile.
    """
    require_resolution(ask, ground.policies.current)
    if await spent_before(payload, ground) is not None:
        return await _as_it_stands(wish, ask, ground, payload)
    blocked = _blocked(wish, ground)

    async def work(tx: Transaction) -> MatchRule:
        standing = [rule_of(row) for row in await tx.fetch(RULES)]
        wish.rule.check(standing)
        version = max((each.version for each in standing if each.key == wish.rule.key), default=0)
        rule = replace(wish.rule, version=version + 1)
        kept = await tx.fetch(KEEP, **columns_of(rule), set_by=ask.actor.id, set_at=hour_of(ask.at))
        if not kept:
            raise Conflict("Somebody set this rule meanwhile. Look at it again.")
        for kind, token in blocked:
            await tx.fetch(BLOCK, kind=kind.value, key_ver=ground.matching.version, tokens=[token])
        return rule

    try:
        return await file_of_nobody(ask, ground, payload, work, writes=_WRITES, once=payload.once)
    except Taken:
        return await _as_it_stands(wish, ask, ground, payload)


async def _as_it_stands(wish: RuleWish, ask: Ask, ground: Ground, payload: Payload) -> MatchRule:
    """The rule that was set under the payload's idempotency key."""
    for rule in await match_rules(ask, ground, payload):
        if rule.key == wish.rule.key:
            return rule
    raise Conflict("Another request with this key is under way. Send it once more.")


async def _standing(ground: Ground) -> Sequence[MatchRule]:
    return [rule_of(row) for row in await ground.people.run.fetch(RULES)]


def _blocked(wish: RuleWish, ground: Ground) -> Sequence[tuple[TokenKind, bytes]]:
    """The tokens of the values that are to be blocked.

    Raises:
        InvalidField: they are too many, or no addresses.
    """
    if not wish.blocked:
        return ()
    if wish.rule.identifier is not Identifier.EMAIL:
        raise InvalidField("blockedValues", "Block e-mail addresses; numbers have owners instead.")
    if len(wish.blocked) > MOST_BLOCKED:
        raise InvalidField("blockedValues", f"Give {MOST_BLOCKED} at most at once.")
    mails = [ComparedMail.of(each) for each in wish.blocked]
    if None in mails:
        raise InvalidField("blockedValues", "Give addresses of the form name@example.com.")
    return [
        (TokenKind.EMAIL, ground.matching.token(TokenKind.EMAIL, mail.whole))
        for mail in mails
        if mail is not None
    ]
