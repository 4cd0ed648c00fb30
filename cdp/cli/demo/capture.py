"""Flow 2: one person, however her number is typed; and never one who is not the same."""

from __future__ import annotations

from typing import Any, Final

from cdp.cli.demo.caller import Caller
from cdp.cli.demo.report import Flow
from cdp.cli.demo.stage import AGENT, Stage

FULL_WIDTH: Final = "１３８ 0013 8000"
HYPHENED: Final = "+86-13800138000"
PRIVACY_NUMBER: Final = "13800138000 转 801"
MASKED: Final = "138****8000"


async def play(stage: Stage) -> Flow:
    """Play it."""
    flow = Flow(name="capture", title="Capture · 线索采集")
    agent = stage.caller(AGENT)
    first = await _capture(agent, FULL_WIDTH)
    again = await _capture(agent, HYPHENED)
    other = await _capture(agent, PRIVACY_NUMBER)
    refused = await _capture(agent, MASKED)

    ids = {_profile(payload) for payload in (first, again)}
    flow.promise(
        f"{FULL_WIDTH} and {HYPHENED} end in one profile", held=len(ids) == 1 and None not in ids
    )
    flow.promise(
        f"{PRIVACY_NUMBER}, a marketplace's privacy number, ends in another",
        held=_profile(other) is not None and _profile(other) not in ids,
    )
    flow.promise(
        f"{MASKED} is refused, with the field's name and what to send",
        held=refused.get("code") == "INVALID_INPUT"
        and refused.get("path") == ["input", "number"]
        and bool(refused.get("message")),
    )
    flow.promise("the refusal does not repeat what was typed", held=MASKED not in str(refused))
    flow.counts = {"captured": 3, "profiles": len({*ids, _profile(other)}), "refused": 1}
    return flow


async def _capture(agent: Caller, number: str) -> dict[str, Any]:
    reply = await agent.ask(
        "CaptureLead", input={"number": number, "source": "web-form", "name": "张晓明"}
    )
    return reply.data.get("captureLead") or {}


def _profile(payload: dict[str, Any]) -> str | None:
    profile = payload.get("profile")
    return None if profile is None else profile["id"]
