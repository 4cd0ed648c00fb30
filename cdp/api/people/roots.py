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
    if "CallerContext.contactability" not in asking.plan.footprint.selected:
        return CallerContext(person=await by_number(asking))
    asking, contacting = contacting_of(asking)
    return CallerContext(person=await by_number(asking), contacting=contacting)


async def profile_by_phone(asking: Asking) -> PhoneResolution:
    """`Query.profileByPhone`."""
    return PhoneResolution(person=await by_number(asking))


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
