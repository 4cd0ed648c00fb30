"""The roots of numbers: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.dispute_phone import Dispute, dispute_phone
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.ids import Fact
from cdp.api.numbers.inputs import DisputePhoneInput
from cdp.api.numbers.payloads import DisputePhoneDone


async def do_dispute_phone(asking: Asking) -> object:
    """`Mutation.disputePhone`."""
    given: DisputePhoneInput = asking.arguments["input"]
    wish = Dispute(
        subject=asking.ids.name(given.phone, field="phone").subject,
        profile=asking.ids.profile(given.profile),
        ownership=asking.ids.row(Fact.NUMBER, given.phone, field="phone"),
        reason=given.reason,
        settled=given.settled,
        since=wishes.utc_or_none(given.since, field="since"),
    )
    changed = await dispute_phone(wish, asking.ask, asking.ground, asking.payload)
    return DisputePhoneDone(
        phone_id=made_id(asking, Fact.NUMBER, changed), profile=shown(asking, changed)
    )


ROOTS: Final[Mapping[str, Root]] = {
    "disputePhone": do_dispute_phone,
}
"""The root fields of this room."""
