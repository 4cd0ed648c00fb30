"""Nodes: each subject of a cluster by itself, as a steward compares them.

Here a profile is not read as one: every subject shows its own numbers, words and consents, as far
as its own standing lets it. Indexes: of each table one that begins with the subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    Uuid,
    bindparam,
    case,
    column,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

import cdp.contacts.store as contacts
from cdp.cases.tables import service_case
from cdp.contacts.facts import ContactFacts
from cdp.contacts.golden import golden
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.contacts.tables import contact
from cdp.identity.facts import OwnedNumber
from cdp.identity.record import OwnershipRole, OwnershipState
from cdp.identity.store import lateral as numbers
from cdp.identity.tables import phone_ownership
from cdp.interactions.message_tables import message
from cdp.interactions.tables import call
from cdp.leads.tables import lead
from cdp.orders.tables import customer_order
from cdp.profile.people import agent_of
from cdp.profile.person import ConsentFacts
from cdp.tasks.tables import task
from privacy.gate import Ruling
from privacy.store.consent_book import states
from privacy.store.standing import binds, standing
from privacy.store.statement import Row, Runner, Statement
from privacy.store.subjects import subject
from privacy.terms import ConsentState, DataCategory
from privacy.vault import ChosenCell, ClearCell, Facts, GuardedCell, RowsCell

SHARED: Final = frozenset(
    {
        OwnershipRole.HOUSEHOLD,
        OwnershipRole.SWITCHBOARD,
        OwnershipRole.DELEGATE,
        OwnershipRole.AGENT,
    }
)
"""Roles of a number that several people may answer: it identifies none of them."""

_KINDS: Final[Mapping[str, tuple[Table, DataCategory]]] = {
    "number_count": (phone_ownership, DataCategory.CONTACT_PHONE),
    "contact_count": (contact, DataCategory.IDENTITY_NAME),
    "lead_count": (lead, DataCategory.DERIVED_STAGE),
    "call_count": (call, DataCategory.CONTACT_CALL_RECORD),
    "message_count": (message, DataCategory.CONTACT_CALL_RECORD),
    "order_count": (customer_order, DataCategory.COMMERCIAL_ORDER),
    "case_count": (service_case, DataCategory.SERVICE_CASE),
    "task_count": (task, DataCategory.CONTACT_CALL_RECORD),
}
"""What a subject has many of, and what their number tells of."""

_AGENT: Final = bindparam("agent", type_=String)

_CELLS: Final = (
    "subject_id",
    "made_at",
    "name",
    "birthday",
    "phones",
    "contacts",
    "consents",
    "has_shared",
    *_KINDS,
)
_at = _CELLS.index


def _count(kind: str) -> GuardedCell[int]:
    return GuardedCell(_at(kind), _KINDS[kind][1])


def _chosen(field: ContactField) -> ChosenCell:
    return ChosenCell(_at(field.column), f"contact.{field.column}", CATEGORY[field])


class NodeFacts(Facts):
    """One subject of a cluster: a row of `NODES`."""

    __slots__ = ()

    made_at = GuardedCell[datetime](_at("made_at"), DataCategory.ACQUISITION_SOURCE)
    name = _chosen(ContactField.NAME)
    birthday = _chosen(ContactField.BIRTHDAY)
    phones = RowsCell(_at("phones"), OwnedNumber)
    contacts = RowsCell(_at("contacts"), ContactFacts)
    consents = RowsCell(_at("consents"), ConsentFacts)
    has_shared = ClearCell[bool](_at("has_shared"))
    number_count = _count("number_count")
    contact_count = _count("contact_count")
    lead_count = _count("lead_count")
    call_count = _count("call_count")
    message_count = _count("message_count")
    order_count = _count("order_count")
    case_count = _count("case_count")
    task_count = _count("task_count")

    @property
    def said(self) -> Mapping[int, ConsentState]:
        """Where its questions of consent stand, by bit: for whoever makes guarded cells of it."""
        return {bit: ConsentState(state) for bit, state, *_ in self._cells[_at("consents")]}


def _counted(table: Table, whom: ColumnElement[UUID]) -> ColumnElement[int]:
    """How many rows: where only the caller's own may be seen, no other is counted."""
    own = table.c.assignee if table is task else table.c.get("agent")
    is_own = true() if own is None else or_(literal("") == _AGENT, own == _AGENT)
    counted = select(func.count()).where(table.c.subject_id == whom, is_own).correlate_except(table)
    return counted.scalar_subquery()


def _has_shared(whom: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether any number that `whom` answers now is one that several people may answer."""
    is_shared = [phone_ownership.c.role == role.value for role in sorted(SHARED)]
    found = (
        select(func.bool_or(or_(*is_shared)))
        .where(
            phone_ownership.c.subject_id == whom,
            phone_ownership.c.state == OwnershipState.ACTIVE.value,
        )
        .correlate_except(phone_ownership)
    )
    return func.coalesce(found.scalar_subquery(), false())


_asked: Final = (
    func.unnest(bindparam("members", type_=ARRAY(Uuid)))
    .table_valued(column("whom", Uuid), name="asked")
    .render_derived()
)
_stands: Final = standing(_asked.c.whom)
_seen: Final = case((_stands.c.allowed, _stands.c.subject_id))

NODES: Final = Statement(
    "profile.nodes",
    select(
        _stands.c.subject_id,
        subject.c.created_at.label("made_at"),
        golden("name", _seen, true()).label("name"),
        golden("birthday", _seen, true()).label("birthday"),
        numbers(_seen, true()).label("phones"),
        contacts.lateral(_seen, true(), part=None).label("contacts"),
        states(_seen, true(), whose=_seen).label("consents"),
        _has_shared(_seen).label("has_shared"),
        *(_counted(table, _seen).label(kind) for kind, (table, _) in _KINDS.items()),
    )
    .select_from(_asked.join(_stands, _stands.c.allowed))
    .join(subject, subject.c.id == _stands.c.subject_id)
    .order_by(subject.c.created_at, subject.c.id),
)
"""Each of `members` by itself, the oldest first.

Binds: members, bits, agent, those of `standing`.
"""


async def find_nodes(
    run: Runner, members: Sequence[UUID], ruling: Ruling, *, at: datetime, agent: str
) -> tuple[NodeFacts, ...]:
    """Each of `members` by itself, the oldest first, as far as `agent` may see her."""
    rows = await run.fetch(
        NODES,
        **binds(ruling, at),
        members=list(members),
        bits=sorted(ruling.consent_bits),
        agent=agent_of(ruling, agent),
    )
    return tuple(NodeFacts(row["subject_id"], _cells(row)) for row in rows)


def _cells(row: Row) -> tuple[object, ...]:
    """The row, its contacts newest first: fetched without a place, they come in no order."""
    cells = [row[name] for name in _CELLS]
    cells[_at("contacts")] = sorted(row["contacts"], key=ContactFacts.order_of, reverse=True)
    return tuple(cells)
