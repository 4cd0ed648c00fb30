"""The roots of calls: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import strawberry

from cdp.acts.log_call import CallWish, log_call
from cdp.api import wishes
from cdp.api.asking import Asking, Root, shown
from cdp.api.calls.inputs import LogCallInput
from cdp.api.calls.payloads import LogCallDone
from cdp.api.ids import Fact
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
        call=call,
        lead=asking.ids.row_or_none(Fact.LEAD, given.lead, field="lead"),
        case=asking.ids.row_or_none(Fact.CASE, given.case, field="case"),
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await log_call(wish, asking.ask, asking.ground, asking.payload)
    profile, done = shown(asking, changed), changed.done

    def told(kind: Fact, row: UUID | None) -> strawberry.ID | None:
        # Whether she has a lead is a fact of hers: it is told with her, or not at all.
        is_told = profile is not None
        return asking.ids.fact_or_none(kind, changed.subject, row) if is_told else None

    return LogCallDone(
        call_id=asking.ids.fact(Fact.CALL, changed.subject, done.call),
        lead_id=told(Fact.LEAD, done.lead),
        case_id=told(Fact.CASE, done.case),
        task_id=told(Fact.TASK, done.task),
        profile=profile,
    )


ROOTS: Final[Mapping[str, Root]] = {
    "logCall": do_log_call,
}
"""The root fields of this room."""
