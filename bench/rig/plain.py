"""Plain tables: the same people without privacy, for peers, in a database of their own.

A customer with a unique number, orders, interactions; the indexes are those that a good team
makes for "the last ten of a customer", and match to the letter the order that each peer asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import asyncpg

from bench.rig.lives import Life, life_of
from cdp.database.dsn import socket_url
from cdp.database.embedded.passwords import SUPERUSER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from cdp.database.embedded.server import Tenancy

NAME: Final = "bench_plain"
"""The database, and the role that owns it."""

_SCHEMA: Final = """
CREATE TABLE customer (
  id uuid PRIMARY KEY,
  phone text NOT NULL UNIQUE,
  name text NOT NULL,
  email text NOT NULL
);
CREATE TABLE sales_order (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  external_no text NOT NULL,
  status text NOT NULL,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  placed_at timestamptz NOT NULL,
  channel text NOT NULL,
  lead_id uuid
);
CREATE TABLE interaction (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  direction text NOT NULL,
  started_at timestamptz NOT NULL,
  talk_seconds integer NOT NULL,
  outcome text NOT NULL,
  notes text NOT NULL
);
"""

_INDEXES: Final = """
CREATE INDEX ON sales_order (customer_id, placed_at DESC, id DESC);
CREATE INDEX ON interaction (customer_id, started_at DESC, id DESC);
"""
"""Made once the rows are in."""

BY_HAND: Final = """
SELECT json_build_object('id', c.id, 'name', c.name,
  'orders', (SELECT json_agg(o) FROM (
    SELECT id, external_no, status, total_minor::text, currency, placed_at, channel, lead_id
    FROM sales_order WHERE customer_id = c.id ORDER BY placed_at DESC, id DESC LIMIT 10) o),
  'calls', (SELECT json_agg(i) FROM (
    SELECT id, direction, started_at, talk_seconds, outcome, notes
    FROM interaction WHERE customer_id = c.id ORDER BY started_at DESC, id DESC LIMIT 10) i))
FROM customer c WHERE c.phone = {phone}
"""
"""The reference query as one statement, written by hand: JSON text, ready to be passed through."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Plain:
    """The database and its people."""

    socket: Path
    password: str

    @property
    def dsn(self) -> str:
        """Its address."""
        return socket_url(self.socket, role=NAME, password=self.password, name=NAME)


async def plain_database(tenancy: Tenancy, people: int, *, now: datetime, password: str) -> Plain:
    """A new database on the server of `tenancy`, with `people` in it."""
    superuser = socket_url(
        tenancy.socket, role=SUPERUSER, password=tenancy.passwords[SUPERUSER], name="postgres"
    )
    maker = await asyncpg.connect(superuser)
    await maker.execute(f"CREATE ROLE {NAME} LOGIN PASSWORD '{password}'")
    await maker.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
    await maker.close()
    plain = Plain(socket=tenancy.socket, password=password)
    owner = await asyncpg.connect(plain.dsn)
    await owner.execute(_SCHEMA)
    for first in range(0, people, _AT_ONCE):
        await _copy(owner, range(first, min(first + _AT_ONCE, people)), now)
    await owner.execute(_INDEXES)
    await owner.execute("VACUUM (ANALYZE)")
    await owner.close()
    return plain


_AT_ONCE: Final = 5_000

_Row = tuple[object, ...]


async def _copy(to: asyncpg.Connection, people: range, now: datetime) -> None:
    lives = [(uuid4(), life_of(n, now)) for n in people]
    customers = [(who, life.e164, life.name, life.email) for who, life in lives]
    await to.copy_records_to_table("customer", records=customers)
    orders = [row for who, life in lives for row in _orders(who, life)]
    await to.copy_records_to_table("sales_order", records=orders)
    calls = [row for who, life in lives for row in _interactions(who, life)]
    await to.copy_records_to_table("interaction", records=calls)


def _orders(who: UUID, life: Life) -> Iterator[_Row]:
    for each in life.orders:
        about = (each.external_no, each.status, each.total_minor, each.currency)
        yield (uuid4(), who, *about, each.placed_at, each.channel, each.lead)


def _interactions(who: UUID, life: Life) -> Iterator[_Row]:
    for each in life.calls:
        said = (each.direction, each.started_at, each.talk_s, each.outcome, each.notes)
        yield (uuid4(), who, *said)
