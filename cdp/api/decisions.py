"""FieldDecision: why a field is masked or null, beside the object that it stands on."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from cdp.api.field import given
from cdp.api.turn import Turn
from privacy.terms import DataCategory, Effect, ReasonCode


@strawberry.type(description="Why a field of this object is masked or null.")
class FieldDecision:
    """One field that is not shown whole."""

    field: str = given("name of a field", "The field, as the schema names it.")
    effect: Effect = given("word of the policy", "What is shown of it.")
    reason: ReasonCode | None = given("word of the policy", "The rule, where it withholds.")
    article: str | None = given("citation of a statute", "Where the rule stands.")


def decisions(turn: Turn, fields: Iterable[tuple[str, DataCategory]]) -> list[FieldDecision]:
    """The decisions on `fields` (name, category) that were asked for and are not shown whole."""
    asked = {} if turn.grant is None else turn.grant.views
    found = []
    for name, category in fields:
        view = asked.get(category)
        if view is not None and view.effect is not Effect.ALLOW:
            found.append(
                FieldDecision(
                    field=name, effect=view.effect, reason=view.reason, article=view.article
                )
            )
    return found
