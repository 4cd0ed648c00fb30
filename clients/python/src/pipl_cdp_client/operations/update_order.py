"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class UpdateOrder(Model):
    update_order: Union[
        "UpdateOrderUpdateOrderConflict",
        "UpdateOrderUpdateOrderInvalidInput",
        "UpdateOrderUpdateOrderNotAvailable",
        "UpdateOrderUpdateOrderPurposeDenied",
        "UpdateOrderUpdateOrderRateLimited",
        "UpdateOrderUpdateOrderUpdateOrderDone",
    ] = Field(alias="updateOrder", discriminator="typename__")


class UpdateOrderUpdateOrderConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class UpdateOrderUpdateOrderInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class UpdateOrderUpdateOrderNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class UpdateOrderUpdateOrderPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class UpdateOrderUpdateOrderRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class UpdateOrderUpdateOrderUpdateOrderDone(Model):
    typename__: Literal["UpdateOrderDone"] = Field(alias="__typename")
    order_id: str = Field(alias="orderId")
    profile: Optional["UpdateOrderUpdateOrderUpdateOrderDoneProfile"]


class UpdateOrderUpdateOrderUpdateOrderDoneProfile(Model):
    id: str
    name: str | None


UpdateOrder.model_rebuild()
UpdateOrderUpdateOrderUpdateOrderDone.model_rebuild()
