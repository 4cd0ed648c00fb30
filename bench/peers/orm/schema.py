"""The schema that Strawberry serves over the ORM: three statements a query, by selectin loading."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self
from uuid import UUID

import strawberry
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import selectinload
from strawberry.extensions import ParserCache, ValidationCache

from bench.peers.orm import tables

Sessions = async_sessionmaker[AsyncSession]
Info = strawberry.Info[Sessions, None]


@strawberry.type
class Order:
    """An order."""

    id: UUID
    external_no: str
    status: str
    total_minor: str
    currency: str
    placed_at: datetime
    channel: str
    lead: UUID | None

    @classmethod
    def of(cls, row: tables.SalesOrder) -> Self:
        """As its row says."""
        return cls(
            id=row.id,
            external_no=row.external_no,
            status=row.status,
            total_minor=str(row.total_minor),
            currency=row.currency,
            placed_at=row.placed_at,
            channel=row.channel,
            lead=row.lead_id,
        )


@strawberry.type
class Call:
    """A call."""

    id: UUID
    direction: str
    started_at: datetime
    talk_seconds: int
    outcome: str
    notes: str

    @classmethod
    def of(cls, row: tables.Interaction) -> Self:
        """As its row says."""
        return cls(
            id=row.id,
            direction=row.direction,
            started_at=row.started_at,
            talk_seconds=row.talk_seconds,
            outcome=row.outcome,
            notes=row.notes,
        )


@strawberry.type
class OrderEdge:
    """An order in a list."""

    node: Order


@strawberry.type
class CallEdge:
    """A call in a list."""

    node: Call


@strawberry.type
class OrderConnection:
    """Orders, newest first."""

    edges: list[OrderEdge]


@strawberry.type
class CallConnection:
    """Calls, newest first."""

    edges: list[CallEdge]


@strawberry.type
class Customer:
    """A person."""

    id: UUID
    name: str
    row: strawberry.Private[tables.Customer]

    # Everybody has ten of each here: what selectin loading brings whole is what `first` asks for.

    @strawberry.field
    def orders(self, first: int) -> OrderConnection:
        """The newest ones."""
        rows = self.row.orders[:first]
        return OrderConnection(edges=[OrderEdge(node=Order.of(each)) for each in rows])

    @strawberry.field
    def calls(self, first: int) -> CallConnection:
        """The newest ones."""
        rows = self.row.calls[:first]
        return CallConnection(edges=[CallEdge(node=Call.of(each)) for each in rows])


@strawberry.type
class Query:
    """What may be asked."""

    @strawberry.field
    async def customer_by_phone(self, info: Info, number: str) -> Customer | None:
        """Whom a number stands for."""
        async with info.context() as session:
            row = await session.scalar(_BY_PHONE, {"number": number})
        return None if row is None else Customer(id=row.id, name=row.name, row=row)


_BY_PHONE: Final = (
    select(tables.Customer)
    .where(tables.Customer.phone == bindparam("number"))
    .options(selectinload(tables.Customer.orders), selectinload(tables.Customer.calls))
)

SCHEMA: Final = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
"""Each document is parsed and validated once."""
