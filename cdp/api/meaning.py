"""What a document means to the gate: for which purpose it asks, and what kind of access it is."""

from __future__ import annotations

from cdp.api.roots import OF_NOBODY, OF_THE_LEDGER
from cdp.plan.compile import Plan
from cdp.plan.purpose import Naming
from privacy.terms import Action, Purpose


def purpose_of(plan: Plan, header: str | None) -> Purpose | None:
    """The purpose of a request: the document's literal; the header serves ad-hoc text only."""
    if plan.purpose.naming is Naming.LITERAL:
        return Purpose[plan.purpose.name]
    if plan.purpose.naming is Naming.NOT_LITERAL or header is None:
        return None
    try:
        return Purpose[header] if header.isupper() else Purpose(header)
    except (KeyError, ValueError):
        return None


def action_of(plan: Plan) -> Action:
    """Whether a document reads people, changes them, or reads the ledger."""
    if plan.root is not None and plan.root.name.value in OF_THE_LEDGER:
        return Action.AUDIT
    return Action.WRITE if plan.is_mutation else Action.READ


def is_of_nobody(plan: Plan) -> bool:
    """Whether a GET may ask it: it changes nothing, takes no person's word and tells of no person.

    A footprint is not enough: `contactability` opens no category, and says of somebody whether
    she may be called.
    """
    return not plan.is_personal and (plan.root is None or plan.root.name.value in OF_NOBODY)
