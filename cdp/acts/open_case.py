"""open_case: what somebody asks of our service is filed; on an order, its contract goes on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.acts.made import Made, known
from cdp.acts.record_satisfaction import SatisfactionWish, write_satisfaction
from cdp.acts.update_order import standing_order
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.cases.progress import Handled
from cdp.cases.record import ServiceCase
from cdp.cases.satisfaction import Satisfaction
from cdp.cases.store import WRITE
from cdp.database.writer import Transaction
from cdp.orders.record import UNMADE, OrderStatus
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.rights.case import CaseState, RequestType
from privacy.rights.verification import Assurance
from privacy.store.rights_cases import OPEN
from privacy.store.subjects import EXTEND_CONTRACT
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CaseWish:
    """A case, whose it is, how far it came elsewhere, and the number that its system gives it.

    `satisfaction`: how she liked it, where another system knows that already.
    """

    about: About
    source: Source
    case: ServiceCase
    handled: Handled = field(default_factory=Handled)
    external_key: str | None = None
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case that is filed, and the request of the person that it opened, where it did."""

    id: UUID
    rights_request: UUID | None


_MADE: Final[Made[Opened]] = Made(
    rows=lambda done: [done.id, done.rights_request],
    done=lambda rows: Opened(id=known(rows[0]), rights_request=rows[1]),
)


async def open_case(wish: CaseWish, ask: Ask, ground: Ground, payload: Payload) -> Changed[Opened]:
    """File `wish`. A case on an order extends the order's contract: PIPL 13(1)(2).

    Raises: as `change`; NobodyThere where the case is on an order that she has not.
    """
    allowed_source(wish.source, ask)
    return await change(lambda policy: case_change(wish, ask, ground, payload, policy), ground)


def case_change(
    wish: CaseWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[Opened]:
    """What filing `wish` asks for, by the terms of `policy`."""
    until = wish.case.opened_at + timedelta(days=policy.service_term_days)

    async def work(tx: Transaction, writing: Writing) -> Opened:
        request = await _request(tx, writing, ground) if wish.case.is_privacy_request else None
        row = await write_case(tx, writing, ground, wish, rights_request=request)
        if wish.satisfaction is not None:
            said = replace(wish.satisfaction, case=row)
            scored = SatisfactionWish(about=wish.about, source=wish.source, satisfaction=said)
            await write_satisfaction(tx, writing, ground, scored)
        order = wish.case.order
        if order is not None:
            stands = await standing_order(tx, writing.subject, order)
            if OrderStatus(stands["status"]) not in UNMADE:
                await tx.fetch(EXTEND_CONTRACT, subject=writing.subject, until=until)
        return Opened(id=row, rights_request=request)

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=_about(wish),
        work=work,
        made=_MADE,
        payload=payload,
        basis=wish.source.legal_basis,
    )


def _about(wish: CaseWish) -> About:
    """Whom it is about. On an order only somebody whom the caller sees, and who is there already.

    Else the answer would tell by a number whose order it is.
    """
    is_on_order = wish.case.order is not None
    return replace(
        wish.about,
        seen_at=wish.case.opened_at,
        makes=wish.about.makes and not is_on_order,
        must_be_seen=is_on_order,
    )


async def _request(tx: Transaction, writing: Writing, ground: Ground) -> UUID:
    """A request of hers for the privacy desk: whoever asks how we got her number asks what we hold.

    RECEIVED: nobody has verified her yet, and the clock of her request has begun (PIPL 45, 50).
    """
    row, now = ground.ids(), writing.ask.at
    await tx.fetch(
        OPEN,
        id=row,
        subject_id=writing.subject,
        type=RequestType.ACCESS.value,
        state=CaseState.RECEIVED.value,
        opened_by=writing.ask.actor.id,
        assurance=Assurance.NUMBER_AND_FACT.value,
        code_mac=None,
        code_until=None,
        opened_at=hour_of(now),
        changed_at=hour_of(now),
    )
    return row


async def write_case(
    tx: Transaction,
    writing: Writing,
    ground: Ground,
    wish: CaseWish,
    *,
    rights_request: UUID | None = None,
) -> UUID:
    """The case. Its id.

    Raises:
        Conflict: its source filed it before.
    """
    row, case, handled = ground.ids(), wish.case, wish.handled
    await claim_key(
        tx, writing, ground, source=wish.source.key, kind="case", key=wish.external_key, row=row
    )
    line = None if wish.about.phone is None else wish.about.phone.canonical
    sealed = writing.seal_row(
        "service_case",
        row,
        {
            "caller_line": (line, DataCategory.CONTACT_PHONE),
            "subject_line": (case.subject_line, DataCategory.FREETEXT_CALL),
            "resolution": (handled.resolution, DataCategory.FREETEXT_CALL),
        },
    )
    await tx.fetch(
        WRITE,
        subject_id=writing.subject,
        id=row,
        source=wish.source.key,
        kind=case.kind.value,
        priority=case.priority.value,
        status=handled.status.value,
        channel=None if case.channel is None else case.channel.value,
        opened_at=case.opened_at,
        first_response_at=handled.first_response_at,
        resolved_at=handled.resolved_at,
        sla_at=case.sla_at,
        root_cause=None if handled.root_cause is None else handled.root_cause.value,
        product=case.product,
        order_id=case.order,
        call_id=case.call,
        rights_request_id=rights_request,
        agent=writing.ask.actor.id,
        status_at=hour_of(writing.ask.at),
        received_at=hour_of(writing.ask.at),
        ownership_id=writing.came_by,
        **sealed,
    )
    return row


def _writes(wish: CaseWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    said = wish.satisfaction
    comment = None if said is None else said.comment
    texts = (wish.case.subject_line, wish.handled.resolution, comment)
    given = {
        DataCategory.SERVICE_CASE: True,
        DataCategory.RIGHTS_CASE: wish.case.is_privacy_request,
        DataCategory.STAFF_ACTIVITY: True,
        DataCategory.ACQUISITION_SOURCE: True,
        DataCategory.CONTACT_PHONE: wish.about.phone is not None,
        DataCategory.SERVICE_FEEDBACK: said is not None,
        DataCategory.FREETEXT_CALL: any(text is not None for text in texts),
    }
    return frozenset(category for category, is_given in given.items() if is_given)
