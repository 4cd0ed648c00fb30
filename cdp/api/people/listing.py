"""profiles: people by when they were first seen, under conditions that open nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.api import wishes
from cdp.api.asking import Asking
from cdp.api.people.inputs import ExternalRefInput, ProfileFilter, ProfileOrder, RecordKind
from cdp.api.people.profiles import ProfileConnection
from cdp.api.reading import NO_FILTERS, Filters, conditions, page, page_name
from cdp.api.rows import Rows
from cdp.identity.number import number_of
from privacy.terms import DataCategory

_SOURCE: Final = DataCategory.ACQUISITION_SOURCE

OF_RECORD: Final[Mapping[RecordKind, DataCategory]] = {
    RecordKind.CALL: DataCategory.CONTACT_CALL_RECORD,
    RecordKind.CASE: DataCategory.SERVICE_CASE,
    RecordKind.LEAD: DataCategory.DERIVED_STAGE,
    RecordKind.MESSAGE: DataCategory.CONTACT_CALL_RECORD,
    RecordKind.ORDER: DataCategory.COMMERCIAL_ORDER,
}
"""What is read by looking up a record of a kind."""


async def profiles(asking: Asking) -> ProfileConnection:
    """`Query.profiles`.

    Their order, and how many there are, tell when people were first seen; by a number or a key
    there is one at most, and the order tells nothing.
    """
    given: ProfileFilter | None = asking.arguments.get("filter")
    order: ProfileOrder = asking.arguments.get("order_by") or ProfileOrder.NEWEST
    exact = NO_FILTERS if given is None else _exact(asking, given)
    filters = NO_FILTERS if given is None else _filters(given)
    rows = await page(asking, order.value, None if exact else _SOURCE, filters, exact=exact)
    first, after = asking.arguments["first"], asking.arguments.get("after")
    return ProfileConnection(of=Rows(page_name(order.value), rows, first, after))


def _filters(given: ProfileFilter) -> Filters:
    return conditions(
        source=(given.source, _SOURCE),
        role=(given.role, DataCategory.DERIVED_STAGE),
        created_since=(
            wishes.utc_or_none(given.created_since, field="filter.createdSince"),
            _SOURCE,
        ),
        created_until=(
            wishes.utc_or_none(given.created_until, field="filter.createdUntil"),
            _SOURCE,
        ),
    )


def _exact(asking: Asking, given: ProfileFilter) -> Filters:
    exact: dict[str, tuple[object, DataCategory]] = {}
    numbers = asking.ground.numbers
    if given.number is not None:
        phone = number_of(given.number.typed(), field="filter.number")
        bound = {**numbers.binds(phone), "seen_at": asking.ask.at}
        exact["number"] = (bound, DataCategory.CONTACT_PHONE)
    if given.external_ref is not None:
        exact["external_ref"] = _keyed(asking, given.external_ref)
    return exact


def _keyed(asking: Asking, ref: ExternalRefInput) -> tuple[object, DataCategory]:
    token = asking.ground.numbers.record_token(ref.source, ref.kind.value, ref.key)
    bound = {"ref_source": ref.source, "ref_kind": ref.kind.value, "ref_token": token}
    return bound, OF_RECORD[ref.kind]
