"""The roots of people: whom a number or an id stands for, as far as the decision allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.api.asking import Asking, Root, id_of
from cdp.api.people.profile import Profile
from cdp.api.people.resolution import CallerContext, PhoneResolution
from cdp.api.people.reveal import do_reveal_phone
from cdp.api.reading import by_id, by_number


async def caller_context(asking: Asking) -> CallerContext:
    """`Query.callerContext`."""
    return CallerContext(person=await by_number(asking))


async def profile_by_phone(asking: Asking) -> PhoneResolution:
    """`Query.profileByPhone`."""
    return PhoneResolution(person=await by_number(asking))


async def profile(asking: Asking) -> Profile | None:
    """`Query.profile`."""
    person = await by_id(asking, id_of(asking.arguments["id"], field="id"))
    return None if person is None else Profile(person=person)


ROOTS: Final[Mapping[str, Root]] = {
    "callerContext": caller_context,
    "profileByPhone": profile_by_phone,
    "profile": profile,
    "revealPhone": do_reveal_phone,
}
"""The root fields of this room."""
