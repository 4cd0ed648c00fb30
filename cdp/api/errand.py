"""Errand: one request on its way, planned and paid for."""

from __future__ import annotations

from dataclasses import dataclass

from graphql.execution.values import VariableValues

from cdp.api.prepared import Prepared
from cdp.api.shaping import Sent
from cdp.api.spending import Spending
from cdp.http.executor import Request
from cdp.plan.compile import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is asked, with its variables, and what may be spent on it."""

    request: Request
    plan: Plan
    prepared: Prepared
    variables: VariableValues
    spending: Spending

    @property
    def sent(self) -> Sent:
        """Its variables, as whoever shapes the answer needs them."""
        return Sent(self.request.variables, self.variables)
