"""The roots of people: whom a number or an id stands for, as far as the decision allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.api.asking import Asking, Root
from cdp.api.people import batch
from cdp.api.people.contactability import contactability, contacting_of
from cdp.api.people.listing import profiles
from cdp.api.people.profile import Profile
from cdp.api.people.resolution import CallerContext, PhoneResolution
from cdp.api.people.reveal import do_reveal_phone
from cdp.api.reading import by_id, by_number


async def caller_context(asking: Asking) -> CallerContext:
    """`Query.callerContext`."""
    contacting = None
    if "CallerContext.contactability" in asking.plan.footprint.selected:
        asking, contacting = contacting_of(asking)
    people = await by_number(asking)
    if len(people) > 1:
        return CallerContext(person=None, those=people)  # nobody's history until one is chosen
    return CallerContext(person=people[0] if people else None, contacting=contacting)


async def profile_by_phone(asking: Asking) -> PhoneResolution:
    """`Query.profileByPhone`."""
    people = await by_number(asking)
    if len(people) > 1:
        return PhoneResolution(person=None, those=people)
    return PhoneResolution(person=people[0] if people else None)


async def profile(asking: Asking) -> Profile | None:
    """`Query.profile`."""
    person = await by_id(asking, asking.ids.profile(asking.arguments["id"], field="id"))
    return None if person is None else Profile(person=person)


ROOTS: Final[Mapping[str, Root]] = {
    **batch.ROOTS,
    "callerContext": caller_context,
    "profileByPhone": profile_by_phone,
    "profile": profile,
    "profiles": profiles,
    "contactability": contactability,
    "revealPhone": do_reveal_phone,
}
"""The root fields of this room."""
