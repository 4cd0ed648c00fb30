"""Named rows: those of a person that are asked for one by one, by their ids.

Each kind is its noun's own fragment, narrowed to the rows that are named: what a purpose may not
see in a list it does not see by an id. Indexes: of each table one that begins with the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, String, Uuid, bindparam, func
from sqlalchemy.dialects.postgresql import ARRAY

import cdp.cases.store as cases
import cdp.contacts.store as contacts
import cdp.interactions.message_store as messages
import cdp.interactions.store as interactions
import cdp.leads.fragments as leads
import cdp.orders.store as orders
import cdp.tasks.store as tasks
from cdp.cases.tables import satisfaction, service_case
from cdp.contacts.tables import contact
from cdp.interactions.message_tables import message
from cdp.interactions.tables import call
from cdp.leads.tables import lead
from cdp.orders.tables import customer_order
from cdp.tasks.tables import task

_ROWS: Final = bindparam("named_rows", type_=ARRAY(Uuid))
_AGENT: Final = bindparam("agent", type_=String)

Fragment = Callable[[ColumnElement[UUID], ColumnElement[bool]], ColumnElement[object]]

_KINDS: Final[Mapping[str, tuple[ColumnElement[UUID], Fragment]]] = {
    "call": (call.c.id, partial(interactions.lateral, only_of=_AGENT, part=None)),
    "case": (service_case.c.id, partial(cases.lateral, part=None)),
    "contact": (contact.c.id, partial(contacts.lateral, part=None)),
    "lead": (lead.c.id, partial(leads.lateral, only_of=_AGENT, part=None)),
    "message": (message.c.id, partial(messages.lateral, only_of=_AGENT, part=None)),
    "order": (customer_order.c.id, partial(orders.lateral, part=None)),
    "satisfaction": (satisfaction.c.id, partial(cases.satisfaction_lateral, part=None)),
    "task": (
        task.c.id,
        partial(
            tasks.named,
            of=bindparam("me", type_=String),
            purpose=bindparam("for_purpose", type_=String),
        ),
    ),
}

PARTS: Final = {kind: f"named_{kind}" for kind in _KINDS}
"""What the rows of each kind are called in a statement."""


def fragments(
    whom: ColumnElement[UUID], allowed: ColumnElement[bool]
) -> dict[str, ColumnElement[object]]:
    """The rows of every kind that are named.

    Binds: named_rows, agent, me, for_purpose.
    """
    return {
        PARTS[kind]: rows(whom, allowed & (key == func.any(_ROWS)))
        for kind, (key, rows) in _KINDS.items()
    }
