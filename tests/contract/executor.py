"""An executor in memory: it knows a few documents and remembers what it was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdp.http.executor import Answer, Outcome, StepUp

if TYPE_CHECKING:
    from cdp.http.executor import Request
    from privacy.terms import Actor

SCREEN_POP = "sha256:" + "a" * 64
CHECKPOINT = "sha256:" + "b" * 64
SCHEMA = "sha256:" + "c" * 64
FORGETFUL = "x-test:forgetful"
REQUEST_ID = "00000000-0000-0000-0000-000000000001"
"""Of the first request that an endpoint with counting ids is asked."""


def error(code: str) -> dict[str, object]:
    """A body with one error and no data."""
    return {"errors": [{"message": "No.", "extensions": {"code": code}}]}


def told(code: str) -> dict[str, object]:
    """The same as the first caller reads it: the endpoint says under which id it was noted."""
    extensions = {"code": code, "requestId": REQUEST_ID}
    return {"errors": [{"message": "No.", "extensions": extensions}]}


ANSWERS = {
    SCREEN_POP: Answer(
        body={"data": {"profile": {"displayName": "张*"}}}, operation="ScreenPop", personal=True
    ),
    CHECKPOINT: Answer(
        body={"data": {"checkpoint": {"size": 1}}}, operation="Checkpoint", personal=False
    ),
    SCHEMA: Answer(body={"data": {"__typename": "Query"}}, personal=False, kept=True),
    "partial": Answer(
        body={"data": {"checkpoint": None}, "errors": [{"message": "No."}]},
        personal=False,
        kept=True,
    ),
    "null": Answer(body={"data": None, "errors": [{"message": "No."}]}),
    "step-up": Answer(
        body={},
        outcome=Outcome.STEP_UP,
        step_up=StepUp(acr_values=("aal2", "aal3"), max_age_s=300),
    ),
    "step-up-bare": Answer(body={}, outcome=Outcome.STEP_UP),
    "ledger-down": Answer(body=error("ACCESS_LOG_UNAVAILABLE"), outcome=Outcome.UNAVAILABLE),
}


@dataclass(slots=True)
class MemoryExecutor:
    """Answers by document id; unknown ids and texts are request errors, as the real one's are."""

    asked: list[tuple[Request, Actor]] = field(default_factory=list)

    async def execute(self, request: Request, actor: Actor) -> Answer:
        """The answer of the document."""
        self.asked.append((request, actor))
        if request.document_id == FORGETFUL:
            return ANSWERS[SCREEN_POP]
        answer = ANSWERS.get(request.document_id or "")
        if answer is None:
            return Answer(body=error("DOCUMENT_UNKNOWN"), outcome=Outcome.REQUEST_ERROR)
        if request.method == "GET" and answer.personal:
            return Answer(body=error("BAD_REQUEST"), outcome=Outcome.POST_ONLY)
        return answer
