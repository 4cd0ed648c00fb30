"""The roots of calls: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.log_call import CallWish, log_call
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.calls.inputs import LogCallInput
from cdp.api.calls.payloads import LogCallDone
from cdp.interactions.record import Call
from cdp.text import NAME_LETTERS, clean


async def do_log_call(asking: Asking) -> object:
    """`Mutation.logCall`."""
    given: LogCallInput = asking.arguments["input"]
    source = asking.ground.sources.named(given.source)
    call = Call.of(
        direction=given.direction,
        started_at=wishes.utc(given.started_at, field="startedAt"),
        result=given.result,
        outcome=given.outcome,
        ring_s=given.ring_seconds or 0,
        talk_s=given.talk_seconds or 0,
        notes=given.notes,
        now=asking.ask.at,
    )
    wish = CallWish(
        about=wishes.about(given.number, given.profile, country=source.default_country),
        source=source,
        call=call,
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await log_call(wish, asking.ask, asking.ground, asking.payload)
    return LogCallDone(call_id=made_id(changed.done), profile=shown(asking, changed))


ROOTS: Final[Mapping[str, Root]] = {
    "logCall": do_log_call,
}
"""The root fields of this room."""
