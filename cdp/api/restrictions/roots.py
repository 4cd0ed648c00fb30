"""The roots of restrictions: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.release_restriction import ReleaseWish, release_restriction
from cdp.acts.restrict_on_request import restrict_on_request
from cdp.acts.restrict_processing import RestrictionWish, restrict_processing
from cdp.api.asking import Asking, Root
from cdp.api.ids import Record
from cdp.api.restrictions.inputs import ReleaseRestrictionInput, RestrictProcessingInput
from cdp.api.restrictions.payloads import ReleaseRestrictionDone, RestrictProcessingDone
from cdp.errors import InvalidField


async def do_restrict_processing(asking: Asking) -> object:
    """`Mutation.restrictProcessing`."""
    given: RestrictProcessingInput = asking.arguments["input"]
    if (given.profile is None) == (given.case is None):
        raise InvalidField("profile", "Give either the profile or the case.")
    if given.profile is not None:
        wish = RestrictionWish(
            subject=asking.ids.profile(given.profile),
            reason=given.reason,
            citation=given.citation,
            case_ref=given.case_ref,
        )
        done = await restrict_processing(wish, asking.ask, asking.ground, asking.payload)
    else:
        case = asking.ids.row(Record.RIGHTS_REQUEST, given.case or "", field="case")
        done = await restrict_on_request(
            case,
            asking.ask,
            asking.rights,
            asking.payload,
            reason=given.reason,
            citation=given.citation,
            case_ref=given.case_ref,
        )
    return RestrictProcessingDone(restricted_since=done.since, was_restricted=done.was_restricted)


async def do_release_restriction(asking: Asking) -> object:
    """`Mutation.releaseRestriction`."""
    given: ReleaseRestrictionInput = asking.arguments["input"]
    wish = ReleaseWish(subject=asking.ids.profile(given.profile), case_ref=given.case_ref)
    done = await release_restriction(wish, asking.ask, asking.ground, asking.payload)
    return ReleaseRestrictionDone(disputed_numbers=done.disputed)


ROOTS: Final[Mapping[str, Root]] = {
    "restrictProcessing": do_restrict_processing,
    "releaseRestriction": do_release_restriction,
}
"""The root fields of this room."""
