"""Outcome: the body of an executed operation, with its receipt and what was withheld."""

from __future__ import annotations

import logging
from typing import Final

from graphql import GraphQLError

from cdp.api.failures import advice_of
from cdp.api.shaping import Shaped
from cdp.api.spending import Spending
from cdp.api.turn import Turn
from cdp.http.executor import Answer
from cdp.plan.compile import Plan
from privacy.terms import REASONS, DataCategory

_LOG: Final = logging.getLogger("cdp.api")


def executed(result: Shaped, plan: Plan, turn: Turn) -> Answer:
    """The answer of an operation whose root has answered."""
    body: dict[str, object] = {"data": result.data}
    if result.errors:
        body["errors"] = [_error(error) for error in result.errors]
    extensions: dict[str, object] = {}
    if turn.receipts:
        extensions["access"] = turn.receipts[-1].to_extension()
    withheld = _withheld(plan, turn)
    if withheld:
        extensions["privacy"] = withheld
    if extensions:
        body["extensions"] = extensions
    return Answer(body=body)


def billed(answer: Answer, spending: Spending, *, personal: bool, operation: str) -> Answer:
    """`answer` to `operation`, with what it cost the client and what is left to it."""
    extensions = answer.body.get("extensions")
    told = extensions if isinstance(extensions, dict) else {}
    return Answer(
        body={**answer.body, "extensions": {**told, "cost": spending.extension()}},
        outcome=answer.outcome,
        personal=personal,
        kept=answer.kept,
        operation=operation,
        step_up=answer.step_up,
        retry_after_s=answer.retry_after_s,
    )


def _error(error: GraphQLError) -> dict[str, object]:
    """An error of a field: its place, a code and advice. Its own message may quote a value."""
    fault = error.original_error or error
    _LOG.error("a field failed", exc_info=fault)
    code, message = advice_of(fault)
    body: dict[str, object] = {
        "message": message,
        "extensions": {"code": code.value, "messageZh": REASONS[code].advice.zh},
    }
    if error.path is not None:
        body["path"] = error.path
    return body


def _withheld(plan: Plan, turn: Turn) -> list[dict[str, object]]:
    """One entry a coordinate that was not shown whole, with how often."""
    entries: list[dict[str, object]] = []
    for coordinate, count in sorted(turn.reduced.items()):
        view = turn.view(DataCategory(plan.footprint.shown[coordinate]))
        if view is not None:
            entries.append(
                {
                    "coordinate": coordinate,
                    "effect": view.effect.name,
                    "reason": None if view.reason is None else view.reason.value,
                    "article": view.article,
                    "count": count,
                }
            )
    return entries
