"""The root of messages: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.log_message import MessageWish, log_message
from cdp.api import wishes
from cdp.api.asking import Asking, Root, shown
from cdp.api.ids import Fact
from cdp.api.messages.inputs import LogMessageInput
from cdp.api.messages.payloads import LogMessageDone
from cdp.interactions.message import Message
from cdp.text import NAME_LETTERS, clean


async def do_log_message(asking: Asking) -> object:
    """`Mutation.logMessage`."""
    given: LogMessageInput = asking.arguments["input"]
    source, cost = asking.ground.sources.named(given.source), given.cost_minor
    message = Message.of(
        channel=given.channel,
        direction=given.direction,
        state=given.state,
        sent_at=wishes.utc(given.sent_at, field="sentAt"),
        template=given.template,
        bounce_kind=given.bounce_kind,
        cost_minor=None if cost is None else wishes.minor(cost, field="costMinor"),
        currency=given.currency,
        campaign=given.campaign,
        lead=asking.ids.row_or_none(Fact.LEAD, given.lead, field="lead"),
        case=asking.ids.row_or_none(Fact.CASE, given.case, field="case"),
        now=asking.ask.at,
    )
    wish = MessageWish(
        about=wishes.about(
            asking.ids,
            given.number,
            given.profile,
            country=source.default_country,
            rows=(
                given.lead,
                given.case,
            ),
        ),
        source=source,
        message=message,
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await log_message(wish, asking.ask, asking.ground, asking.payload)
    return LogMessageDone(
        message_id=asking.ids.fact(Fact.MESSAGE, changed.subject, changed.done.id),
        profile=shown(asking, changed),
    )


ROOTS: Final[Mapping[str, Root]] = {
    "logMessage": do_log_message,
}
"""The root fields of this room."""
