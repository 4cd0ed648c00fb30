"""The queries. Rows were fetched, decided and written down before any of this is resolved."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from cdp.api.consents import ConsentState
from cdp.api.field import held, turn_of
from cdp.api.labels import opened, personal
from cdp.api.log import AccessLogConnection, AccessLogFilter, AccessProof, Checkpoint
from cdp.api.mutations import answer
from cdp.api.profile import First, Profile
from cdp.api.resolution import CallerContext, PhoneResolution
from cdp.api.scalars import PhoneNumber
from privacy.terms import DataCategory

_SHOWN = "its fields are classified"

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
ProfileId = Annotated[
    strawberry.ID,
    strawberry.argument(directives=opened("random id"), description="The profile."),
]


def _root(description: str) -> Any:
    return strawberry.field(directives=opened(_SHOWN), description=description)


@strawberry.type(description="Everything that can be asked. One root field an operation.")
class Query:
    """Questions."""

    @_root("What an agent needs when the telephone rings, in one round trip.")
    def caller_context(
        self, info: strawberry.Info, number: Number, at: At = None
    ) -> CallerContext | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        return answer(info)

    @_root("Whom a number stands for.")
    def profile_by_phone(
        self, info: strawberry.Info, number: Number, at: At = None
    ) -> PhoneResolution | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        return answer(info)

    @_root("One person by id; null where nobody may be shown.")
    def profile(self, info: strawberry.Info, id: ProfileId) -> Profile | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        return answer(info)

    @held(
        DataCategory.CONSENT_RECORD,
        "Where a person's consents stand; null where nobody may be shown.",
    )
    def consents(self, info: strawberry.Info, profile: ProfileId) -> list[ConsentState] | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        shown = turn_of(info).shows("Query.consents", DataCategory.CONSENT_RECORD)
        return answer(info) if shown else None

    @_root("Who saw what, for which purpose: the ledger, newest first. Nobody's data is in it.")
    def access_log(
        self,
        info: strawberry.Info,
        first: First,
        after: Annotated[
            str | None,
            strawberry.argument(directives=opened("place in a list"), description="Go on here."),
        ] = None,
        filter: Annotated[
            AccessLogFilter | None,
            strawberry.argument(directives=opened("words of the ledger"), description="Which."),
        ] = None,
    ) -> AccessLogConnection | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        return answer(info)

    @_root("That an entry stands in the log, for a verifier that needs nothing of ours.")
    def access_proof(
        self,
        info: strawberry.Info,
        index: Annotated[
            str,
            strawberry.argument(
                directives=opened("place in the log"), description="The entry's index, decimal."
            ),
        ],
    ) -> AccessProof | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        return answer(info)

    @_root("The newest signed checkpoint of the log; null while it is empty.")
    def checkpoint(self, info: strawberry.Info) -> Checkpoint | None:
        """See `cdp.api.reading` and `cdp.api.auditing`."""
        return answer(info)
