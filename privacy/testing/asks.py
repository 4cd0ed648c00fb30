"""Asks for tests: a caller of the call centre, unless told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from privacy.gate import Ask
from privacy.terms import Action, Actor, Purpose, Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from privacy.terms import DataCategory

NOW: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
"""The instant of every ask, unless told otherwise."""

OPERATION: Final = UUID("0192f000-0000-7000-8000-0000000000fe")


def caller(
    *roles: Role,
    client: str = "crm-web",
    purposes: Collection[Purpose] = tuple(Purpose),
    acr: str = "",
    auth_time: datetime | None = None,
) -> Actor:
    """A caller whose token allows every purpose; a service agent where no role is named."""
    return Actor(
        id="local:agent-7",
        client=client,
        roles=frozenset(roles or {Role.SERVICE}),
        purposes=frozenset(purposes),
        acr=acr,
        auth_time=auth_time,
    )


def ask(
    *categories: DataCategory,
    actor: Actor | None = None,
    purpose: Purpose | None = Purpose.SERVICE_SUPPORT,
    action: Action = Action.READ,
    at: datetime = NOW,
    writes: Collection[DataCategory] = (),
    case_ref: str = "",
    reason: str = "",
    narrows: bool = False,
) -> Ask:
    """A read of `categories` for customer service, unless told otherwise."""
    return Ask(
        actor=caller() if actor is None else actor,
        purpose=purpose,
        action=action,
        operation=OPERATION,
        at=at,
        categories=frozenset(categories),
        writes=frozenset(writes),
        case_ref=case_ref,
        reason=reason,
        narrows=narrows,
    )
