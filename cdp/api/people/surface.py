"""The root fields of people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from cdp.api.labels import opened, personal
from cdp.api.people.contact import ByChannel, ContactDecision
from cdp.api.people.inputs import ProfileFilter, ProfileOrder, RevealPhoneInput
from cdp.api.people.payloads import RevealPhonePayload
from cdp.api.people.profile import Profile
from cdp.api.people.profiles import ProfileConnection
from cdp.api.people.resolution import CallerContext, PhoneResolution
from cdp.api.root import After, First, ProfileId, act, answer, given_as, question
from cdp.api.scalars import PhoneNumber
from privacy.terms import DataCategory, Purpose

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
ForPurpose = Annotated[
    Purpose | None,
    strawberry.argument(
        directives=opened("word of a closed list"),
        description="What the contact is for; the operation's purpose, where it is left out.",
    ),
]
ContactAt = Annotated[
    datetime | None,
    strawberry.argument(
        directives=opened("a time"),
        description="When it would be: now, where it is left out or lies in the past.",
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

    @question("People whom this purpose reaches, by when they were first seen.")
    def profiles(
        self,
        info: strawberry.Info,
        first: First,
        after: After = None,
        filter: Annotated[
            ProfileFilter | None,
            strawberry.argument(
                directives=opened("its parts are classified"), description="Which."
            ),
        ] = None,
        order_by: Annotated[
            ProfileOrder,
            strawberry.argument(directives=opened("an order"), description="In which order."),
        ] = ProfileOrder.NEWEST,
    ) -> ProfileConnection | None:
        """See `listing.profiles`."""
        return answer(info)

    @question("Whether a person may be contacted, and everything that is in the way.")
    def contactability(
        self,
        info: strawberry.Info,
        profile: ProfileId,
        channel: ByChannel,
        purpose: ForPurpose = None,
        at: ContactAt = None,
    ) -> ContactDecision | None:
        """See `contactability.contactability`."""
        return answer(info)

    @question("Whom each of 1 to 100 numbers stands for, in their order: for services.")
    def resolve_phones(
        self,
        info: strawberry.Info,
        numbers: Annotated[
            list[PhoneNumber],
            strawberry.argument(
                directives=personal(DataCategory.CONTACT_PHONE), description="The numbers."
            ),
        ],
    ) -> list[PhoneResolution] | None:
        """See `batch.resolve_phones`."""
        return answer(info)

    @question("Whether each of 1 to 100 people may be contacted, in their order: for services.")
    def contactability_batch(
        self,
        info: strawberry.Info,
        channel: ByChannel,
        numbers: Annotated[
            list[PhoneNumber] | None,
            strawberry.argument(
                directives=personal(DataCategory.CONTACT_PHONE),
                description="Who answers these now; give this or profiles.",
            ),
        ] = None,
        profiles: Annotated[
            list[strawberry.ID] | None,
            strawberry.argument(directives=opened("random ids"), description="The profiles."),
        ] = None,
        purpose: ForPurpose = None,
    ) -> list[ContactDecision] | None:
        """See `batch.contactability_batch`."""
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
