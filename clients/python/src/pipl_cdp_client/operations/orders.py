"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    Channel,
    ConfirmationKind,
    Effect,
    OrderStatus,
    PaymentMethod,
    ReasonCode,
)


class Orders(Model):
    orders: Optional["OrdersOrders"]


class OrdersOrders(Model):
    edges: list["OrdersOrdersEdges"]
    page_info: "OrdersOrdersPageInfo" = Field(alias="pageInfo")


class OrdersOrdersEdges(Model):
    cursor: str
    node: "OrdersOrdersEdgesNode"
    profile: Optional["OrdersOrdersEdgesProfile"]


class OrdersOrdersEdgesNode(Model):
    id: str
    external_no: str | None = Field(alias="externalNo")
    status: OrderStatus | None
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None
    placed_at: datetime | None = Field(alias="placedAt")
    lines: list["OrdersOrdersEdgesNodeLines"]
    payments: list["OrdersOrdersEdgesNodePayments"] | None
    refunds: list["OrdersOrdersEdgesNodeRefunds"] | None
    confirmations: list["OrdersOrdersEdgesNodeConfirmations"] | None


class OrdersOrdersEdgesNodeLines(Model):
    product: str | None
    quantity: int | None
    unit_minor: str | None = Field(alias="unitMinor")


class OrdersOrdersEdgesNodePayments(Model):
    method: PaymentMethod | None
    amount_minor: str | None = Field(alias="amountMinor")
    currency: str | None
    paid_at: datetime | None = Field(alias="paidAt")
    reference: str | None


class OrdersOrdersEdgesNodeRefunds(Model):
    amount_minor: str | None = Field(alias="amountMinor")
    currency: str | None
    refunded_at: datetime | None = Field(alias="refundedAt")


class OrdersOrdersEdgesNodeConfirmations(Model):
    kind: ConfirmationKind | None
    channel: Channel | None
    confirmed_at: datetime | None = Field(alias="confirmedAt")


class OrdersOrdersEdgesProfile(Model):
    id: str
    name: str | None
    address: str | None
    phones: list["OrdersOrdersEdgesProfilePhones"] | None
    privacy: list["OrdersOrdersEdgesProfilePrivacy"]


class OrdersOrdersEdgesProfilePhones(Model):
    id: str
    display: str | None


class OrdersOrdersEdgesProfilePrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None
    article: str | None


class OrdersOrdersPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


Orders.model_rebuild()
OrdersOrders.model_rebuild()
OrdersOrdersEdges.model_rebuild()
OrdersOrdersEdgesNode.model_rebuild()
OrdersOrdersEdgesProfile.model_rebuild()
