"""Reading the clients: what their tokens can carry at most, and until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from privacy.ledger import words
from privacy.policy.document import LIFTED, SHANGHAI, Budgets, Client
from privacy.terms import Purpose, Role

if TYPE_CHECKING:
    from privacy.policy.reading import Reader

HOME: Final = "CN"
"""The only country of a client, until transfer mechanisms can be recorded. Source: PIPL 38."""


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
    """The budgets; a document of before there were costs says nothing of them, and still loads."""
    lookups_a_day = table.whole("lookups_a_day", least=0, most=LIFTED)
    cost_an_operation = _or(table, "cost_an_operation", 5_000, least=1)
    cost_a_second = _or(table, "cost_a_second", 1_000, least=1)
    full = min(max(2 * cost_an_operation, 10 * cost_a_second), LIFTED)
    budgets = Budgets(
        lookups_a_minute=table.whole("lookups_a_minute", least=0, most=LIFTED),
        lookups_a_day=lookups_a_day,
        reveals_a_day=table.whole("reveals_a_day", least=0, most=LIFTED),
        misses_a_day=_or(table, "misses_a_day", _half(lookups_a_day)),
        cost_an_operation=cost_an_operation,
        cost_a_second=cost_a_second,
        cost_bucket=_or(table, "cost_bucket", full, least=1),
    )
    if budgets.cost_bucket < cost_an_operation:
        table.fault("cost_bucket", "Let it hold at least what one operation may cost.")
    table.done()
    return budgets


def _or(table: Reader, key: str, default: int, *, least: int = 0) -> int:
    """The entry `key`, or `default` where there is none."""
    return table.whole(key, least=least, most=LIFTED) if table.has(key) else default


def _half(lookups: int) -> int:
    return lookups if lookups == LIFTED else lookups // 2
