"""Reading the clients: what their tokens can carry at most, and until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from privacy.ledger import words
from privacy.policy.document import SHANGHAI, Budgets, Client
from privacy.terms import Purpose, Role

if TYPE_CHECKING:
    from privacy.policy.reading import Reader

HOME: Final = "CN"
"""The only country of a client, until transfer mechanisms can be recorded. Source: PIPL 38."""

_MOST: Final = 10**9


def read_client(client_id: str, table: Reader) -> Client:
    """One `[client.<id>]`. Its tokens live through the day `ends_on`, Shanghai time."""
    if words.CLIENT.fullmatch(client_id) is None:
        table.fault("", "Name a client with lower-case letters, digits, dots and hyphens.")
    country = table.text("country", ascii_only=True)
    if country and country != HOME:
        table.fault("country", "Write CN: a transfer abroad needs a mechanism on record (PIPL 38).")
    last_day = datetime.combine(table.day("ends_on"), time(), tzinfo=SHANGHAI)
    client = Client(
        id=client_id,
        name=table.text("name"),
        roles=frozenset(table.words("roles", Role)),
        purposes=frozenset(table.words("purposes", Purpose)),
        country=country,
        ends_at=last_day + timedelta(days=1),
        budgets=_budgets(table.table("budgets")),
    )
    table.done()
    return client


def _budgets(table: Reader) -> Budgets:
    budgets = Budgets(
        lookups_a_minute=table.whole("lookups_a_minute", least=0, most=_MOST),
        lookups_a_day=table.whole("lookups_a_day", least=0, most=_MOST),
        reveals_a_day=table.whole("reveals_a_day", least=0, most=_MOST),
    )
    table.done()
    return budgets
