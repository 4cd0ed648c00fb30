"""The import desk: what files are brought to, with everything that it works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cdp.acts.filing import Barred
from cdp.acts.ground import Ground
from cdp.errors import InvalidField
from cdp.imports.book import RunBook
from cdp.ingestion.kinds import Kind
from cdp.sources.record import Source
from privacy.store.run_keys import RunKeys
from privacy.terms import Actor, Purpose, Role

CLIENT: Final = "cdp-import"
"""The registered client of the policy that files come in by."""

PURPOSES: Final[Mapping[Kind, tuple[Purpose, ...]]] = {
    Kind.CONTACTS: (
        Purpose.SERVICE_SUPPORT,
        Purpose.SALES_FOLLOW_UP,
        Purpose.LEAD_CONTACT_REQUESTED,
        Purpose.ORDER_FULFILMENT,
    ),
    Kind.LEADS: (Purpose.LEAD_CONTACT_REQUESTED, Purpose.SALES_FOLLOW_UP),
    Kind.ORDERS: (Purpose.ORDER_FULFILMENT,),
    Kind.CASES: (Purpose.SERVICE_SUPPORT,),
    Kind.CALLS: (Purpose.SERVICE_SUPPORT, Purpose.SALES_FOLLOW_UP),
}
"""For which purpose records of a kind are filed: the first that their source declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The ports of imports, and who brings the files.

    `barred` tells numbers that asked never to come from a list again.
    """

    clerk: Actor
    ground: Ground
    runs: RunBook
    keys: RunKeys
    barred: Barred


def clerk(account: str, *, unit: str = "import") -> Actor:
    """Who files: whoever typed the command on this machine, within its client's registration."""
    return Actor(
        id=f"local:{account}",
        client=CLIENT,
        roles=frozenset({Role.SALES, Role.SERVICE}),
        purposes=frozenset(purpose for named in PURPOSES.values() for purpose in named),
        unit=unit,
    )


def purpose_of(kind: Kind, source: Source) -> Purpose:
    """What records of `kind` from `source` are filed for.

    Raises:
        InvalidField: the source declares no purpose that such records serve.
    """
    for purpose in PURPOSES[kind]:
        if purpose in source.purposes:
            return purpose
    wanted = ", ".join(purpose.value for purpose in PURPOSES[kind])
    raise InvalidField(
        "source", f"It declares no purpose for {kind.value}: one of {wanted} is needed."
    )
