"""Every root field of the surface, and what answers it; a house test compares with the SDL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.api.asking import Root
from cdp.api.audit import roots as audit
from cdp.api.calls import roots as calls
from cdp.api.cases import roots as cases
from cdp.api.consents import roots as consents
from cdp.api.contacts import roots as contacts
from cdp.api.leads import roots as leads
from cdp.api.matching import roots as matching
from cdp.api.merging import roots as merging
from cdp.api.messages import roots as messages
from cdp.api.nodes import roots as nodes
from cdp.api.numbers import roots as numbers
from cdp.api.orders import roots as orders
from cdp.api.people import roots as people
from cdp.api.restrictions import roots as restrictions
from cdp.api.rights import roots as rights
from cdp.api.tasks import roots as tasks
from cdp.api.timeline import roots as timeline

ROOTS: Final[Mapping[str, Root]] = {
    **nodes.ROOTS,
    **people.ROOTS,
    **numbers.ROOTS,
    **contacts.ROOTS,
    **leads.ROOTS,
    **calls.ROOTS,
    **messages.ROOTS,
    **tasks.ROOTS,
    **orders.ROOTS,
    **timeline.ROOTS,
    **cases.ROOTS,
    **consents.ROOTS,
    **restrictions.ROOTS,
    **rights.ROOTS,
    **merging.ROOTS,
    **matching.ROOTS,
    **audit.ROOTS,
}
"""By name. A room registers its own."""

OF_THE_LEDGER: Final = frozenset((*audit.ROOTS, "mergeDecisions"))
"""Roots that auditors read: nobody's data, and a decision all the same."""

OF_NOBODY: Final = frozenset(("checkpoint",))
"""Roots that tell of no person, not even under a pseudonym: these alone are asked by GET too."""
