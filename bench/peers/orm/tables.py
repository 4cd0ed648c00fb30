"""The plain tables, as SQLAlchemy's ORM sees them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What every table shares."""


class SalesOrder(Base):
    """An order."""

    __tablename__ = "sales_order"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    external_no: Mapped[str]
    status: Mapped[str]
    total_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    placed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    channel: Mapped[str]
    lead_id: Mapped[UUID | None]


class Interaction(Base):
    """A call."""

    __tablename__ = "interaction"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    direction: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    talk_seconds: Mapped[int]
    outcome: Mapped[str]
    notes: Mapped[str]


class Customer(Base):
    """A person; her orders and calls newest first."""

    __tablename__ = "customer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str]
    orders: Mapped[list[SalesOrder]] = relationship(
        order_by=(SalesOrder.placed_at.desc(), SalesOrder.id.desc()), lazy="raise"
    )
    calls: Mapped[list[Interaction]] = relationship(
        order_by=(Interaction.started_at.desc(), Interaction.id.desc()), lazy="raise"
    )
