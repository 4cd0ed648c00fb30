"""Grants for tests: what the door would hand over, without a policy and a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from privacy.grant import Grant, View
from privacy.terms import DataCategory, Effect, Purpose

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from privacy.grant import DataKey
    from privacy.terms import KeyCategory

OPERATION: Final = UUID("0192f000-0000-7000-8000-0000000000ff")


def grant_for(
    keys: Mapping[UUID, Mapping[KeyCategory, DataKey]],
    *,
    views: Mapping[DataCategory, View] | None = None,
    may_seal: Collection[DataCategory] = tuple(DataCategory),
) -> Grant:
    """A Grant over `keys`; everything is shown and may be written, unless told otherwise."""
    shown = dict.fromkeys(DataCategory, View(effect=Effect.ALLOW))
    return Grant(
        purpose=Purpose.SERVICE_SUPPORT,
        entry=0,
        operation=OPERATION,
        views=shown if views is None else views,
        keys=keys,
        may_seal=frozenset(may_seal),
    )
