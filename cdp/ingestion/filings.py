"""From a parsed row to the change that the row's own act would make: no second way to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import orjson

from cdp.acts.capture_lead import LeadWish, lead_change
from cdp.acts.filing import Filing
from cdp.acts.ground import Ground
from cdp.acts.log_call import CallWish, call_change
from cdp.acts.open_case import CaseWish, case_change
from cdp.acts.place_order import OrderWish, order_change
from cdp.acts.upsert_contact import ContactWish, contact_change
from cdp.acts.whom import About
from cdp.acts.write import Change, Payload
from cdp.errors import InvalidField
from cdp.ingestion.kinds import Kind
from cdp.ingestion.parsing import Parsed
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.policy import Policy

T = TypeVar("T")

Make = Callable[[Parsed, Source, Ask, Ground, Policy], Change[Any]]


def filing_of(parsed: Parsed, source: Source, ask: Ask, ground: Ground) -> Filing:
    """`parsed` on its way in."""
    make = _MAKE[parsed.kind]
    return Filing(
        line=parsed.line,
        source=source.key,
        kind=f"{parsed.kind.value}.row",
        known_by=_known_by(parsed),
        make=lambda policy: make(parsed, source, ask, ground, policy),
    )


def _known_by(parsed: Parsed) -> str | None:
    """What a row is known again by: all that it says. None where its act claims its own key.

    A contact's key is not its own: the same source may say something new of the same person.
    """
    if parsed.external_key is not None and parsed.kind is not Kind.CONTACTS:
        return None
    said = {"number": parsed.number.canonical, "key": parsed.external_key, **parsed.values}
    return orjson.dumps(said, default=str, option=orjson.OPT_SORT_KEYS).decode()


def _contact(parsed: Parsed, source: Source, ask: Ask, ground: Ground, _: Policy) -> Change[Any]:
    wish = ContactWish(phone=parsed.number, source=source, contact=_there(parsed.contact))
    return contact_change(wish, ask, ground, Payload())


def _lead(parsed: Parsed, source: Source, ask: Ask, ground: Ground, policy: Policy) -> Change[Any]:
    wish = LeadWish(
        phone=parsed.number,
        source=source,
        contact=_there(parsed.contact),
        lead=_there(parsed.lead),
        external_key=parsed.external_key,
    )
    return lead_change(wish, ask, ground, Payload(), policy)


def _order(parsed: Parsed, source: Source, ask: Ask, ground: Ground, policy: Policy) -> Change[Any]:
    wish = OrderWish(about=About(phone=parsed.number), source=source, order=_there(parsed.order))
    return order_change(wish, ask, ground, Payload(), policy)


def _case(parsed: Parsed, source: Source, ask: Ask, ground: Ground, policy: Policy) -> Change[Any]:
    wish = CaseWish(
        about=About(phone=parsed.number),
        source=source,
        case=_there(parsed.case),
        handled=_there(parsed.handled),
        external_key=parsed.external_key,
        satisfaction=parsed.satisfaction,
    )
    return case_change(wish, ask, ground, Payload(), policy)


def _call(parsed: Parsed, source: Source, ask: Ask, ground: Ground, policy: Policy) -> Change[Any]:
    wish = CallWish(
        about=About(phone=parsed.number),
        source=source,
        call=_there(parsed.call),
        external_key=parsed.external_key,
    )
    return call_change(wish, ask, ground, Payload(), policy)


def _there(record: T | None) -> T:
    if record is None:
        raise InvalidField("row", "The row holds no record of its kind.")
    return record


_MAKE: Final[Mapping[Kind, Make]] = {
    Kind.CONTACTS: _contact,
    Kind.LEADS: _lead,
    Kind.ORDERS: _order,
    Kind.CASES: _case,
    Kind.CALLS: _call,
}
"""By kind: what makes a row's change."""
