"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class PlaceOrder(Model):
    place_order: Union[
        "PlaceOrderPlaceOrderConflict",
        "PlaceOrderPlaceOrderInvalidInput",
        "PlaceOrderPlaceOrderNotAvailable",
        "PlaceOrderPlaceOrderPlaceOrderDone",
        "PlaceOrderPlaceOrderPurposeDenied",
        "PlaceOrderPlaceOrderRateLimited",
    ] = Field(alias="placeOrder", discriminator="typename__")


class PlaceOrderPlaceOrderConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class PlaceOrderPlaceOrderInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class PlaceOrderPlaceOrderNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class PlaceOrderPlaceOrderPlaceOrderDone(Model):
    typename__: Literal["PlaceOrderDone"] = Field(alias="__typename")
    order_id: str = Field(alias="orderId")
    profile: Optional["PlaceOrderPlaceOrderPlaceOrderDoneProfile"]


class PlaceOrderPlaceOrderPlaceOrderDoneProfile(Model):
    id: str
    name: str | None


class PlaceOrderPlaceOrderPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class PlaceOrderPlaceOrderRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


PlaceOrder.model_rebuild()
PlaceOrderPlaceOrderPlaceOrderDone.model_rebuild()
