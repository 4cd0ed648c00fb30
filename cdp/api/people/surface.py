"""The root fields of people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from cdp.api.labels import opened, personal
from cdp.api.people.inputs import RevealPhoneInput
from cdp.api.people.payloads import RevealPhonePayload
from cdp.api.people.profile import Profile
from cdp.api.people.resolution import CallerContext, PhoneResolution
from cdp.api.root import ProfileId, act, answer, given_as, question
from cdp.api.scalars import PhoneNumber
from privacy.terms import DataCategory

Number = Annotated[
    PhoneNumber,
    strawberry.argument(
        directives=personal(DataCategory.CONTACT_PHONE),
        description="The number, in any usual form of the default country, or E.164.",
    ),
]
At = Annotated[
    datetime | None,
    strawberry.argument(
        directives=opened("a time"),
        description="Whose number it was then; numbers change hands. Now, where it is left out.",
    ),
]


@strawberry.type
class PeopleQuery:
    """Questions about one person."""

    @question("What an agent needs when the telephone rings, in one round trip.")
    def caller_context(
        self, info: strawberry.Info, number: Number, at: At = None
    ) -> CallerContext | None:
        """See `roots.caller_context`."""
        return answer(info)

    @question("Whom a number stands for.")
    def profile_by_phone(
        self, info: strawberry.Info, number: Number, at: At = None
    ) -> PhoneResolution | None:
        """See `roots.profile_by_phone`."""
        return answer(info)

    @question("One person by id; null where nobody may be shown.")
    def profile(self, info: strawberry.Info, id: ProfileId) -> Profile | None:
        """See `roots.profile`."""
        return answer(info)


@strawberry.type
class PeopleMutation:
    """Acts on one person."""

    @act("Show one full number: with a reason, on a task, after step-up.")
    def reveal_phone(
        self,
        info: strawberry.Info,
        input: Annotated[RevealPhoneInput, given_as("The reveal.")],
    ) -> RevealPhonePayload:
        """See `cdp.acts.reveal_phone`."""
        return answer(info)
