"""The roots of calls: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.log_call import CallWish, log_call
from cdp.api import wishes
from cdp.api.asking import Asking, Root, id_of, made_id, shown
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
        intent=given.intent_level,
        reject_reason=given.reject_reason,
        callback_at=wishes.utc_or_none(given.callback_at, field="callbackAt"),
        recording_ref=given.recording_ref,
        campaign=given.campaign,
    )
    wish = CallWish(
        about=wishes.about(given.number, given.profile, country=source.default_country),
        source=source,
        call=call,
        lead=None if given.lead is None else id_of(given.lead, field="lead"),
        case=None if given.case is None else id_of(given.case, field="case"),
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await log_call(wish, asking.ask, asking.ground, asking.payload)
    profile, done = shown(asking, changed), changed.done
    # Whether she has a lead is a fact of hers: it is told with her, or not at all.
    return LogCallDone(
        call_id=made_id(done.call),
        lead_id=None if profile is None or done.lead is None else made_id(done.lead),
        case_id=None if profile is None or done.case is None else made_id(done.case),
        task_id=None if profile is None or done.task is None else made_id(done.task),
        profile=profile,
    )


ROOTS: Final[Mapping[str, Root]] = {
    "logCall": do_log_call,
}
"""The root fields of this room."""
