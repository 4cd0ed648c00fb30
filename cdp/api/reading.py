"""The roots of queries: rows by one statement, the decision, the leaf, and only then a grant."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from typing import Final
from uuid import UUID

from cdp.api.asking import Asking, id_of
from cdp.api.consents import ConsentState
from cdp.api.profile import Profile
from cdp.api.resolution import CallerContext, PhoneResolution
from cdp.api.wishes import utc
from cdp.errors import InvalidField
from cdp.identity.number import number_of
from cdp.profile.people import Found
from cdp.profile.person import Person
from privacy.errors import Refusal
from privacy.gate import Ruling, rule
from privacy.terms import DataCategory, Effect, ReasonCode

_CURSOR: Final = re.compile(r"log:([0-9]{1,18})", re.ASCII)


async def caller_context(asking: Asking) -> CallerContext:
    """`Query.callerContext`."""
    return CallerContext(person=await _by_number(asking))


async def profile_by_phone(asking: Asking) -> PhoneResolution:
    """`Query.profileByPhone`."""
    return PhoneResolution(person=await _by_number(asking))


async def profile(asking: Asking) -> Profile | None:
    """`Query.profile`."""
    person = await _by_id(asking, id_of(asking.arguments["id"], field="id"))
    return None if person is None else Profile(person=person)


async def consents(asking: Asking) -> list[ConsentState] | None:
    """`Query.consents`."""
    person = await _by_id(asking, id_of(asking.arguments["profile"], field="profile"))
    if person is None:
        return None
    policy = asking.ground.policies.current
    cells = [(facts, policy.cell_of_bit(facts.bit)) for facts in person.consents]
    return [ConsentState(facts=facts, cell=cell) for facts, cell in cells if cell is not None]


async def _by_number(asking: Asking) -> Person | None:
    phone = number_of(asking.arguments["number"].typed(), field="number")
    ruling, at = _ruling(asking), asking.arguments.get("at")
    found = await asking.ground.people.by_number(
        phone,
        asking.selection,
        ruling,
        at=asking.ask.at,
        seen_at=asking.ask.at if at is None else utc(at, field="at"),
        agent=asking.ask.actor.id,
    )
    return await _shown(asking, ruling, found)


async def _by_id(asking: Asking, subject: UUID) -> Person | None:
    ruling = _ruling(asking)
    found = await asking.ground.people.by_id(
        subject, asking.selection, ruling, at=asking.ask.at, agent=asking.ask.actor.id
    )
    return await _shown(asking, ruling, found)


def _ruling(asking: Asking) -> Ruling:
    """The gate's word. Looking up by a value is reading it, so a denied one cannot be asked by."""
    ruling = rule(asking.ask, asking.ground.policies.current)
    for word in asking.plan.footprint.asked:
        view = ruling.views[DataCategory(word)]
        if view.effect is Effect.DENY:
            reason = view.reason or ReasonCode.PURPOSE_CATEGORY_MISMATCH
            raise Refusal(reason, view.article)
    return ruling


async def _shown(asking: Asking, ruling: Ruling, found: Found) -> Person | None:
    """The person, where she may be seen; the grant goes to the turn and dies with the answer."""
    opened = await asking.stack.enter_async_context(
        asking.ground.door.open(asking.ask, ruling, found.standings, found.in_force)
    )
    asking.turn.grant = opened.grant
    asking.turn.receipts.extend(opened.receipts)
    return found.person if opened.grant is not None else None


def index_of(cursor: str) -> int:
    """The place that a cursor of the log names.

    Raises:
        InvalidField: it is none of ours.
    """
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    named = _CURSOR.fullmatch(text)
    if named is None:
        raise InvalidField("after", "Give a cursor as an earlier answer gave it.")
    return int(named[1])
