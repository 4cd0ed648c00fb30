"""The root fields of orders."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.orders.inputs import OrderFilter, PlaceOrderInput, UpdateOrderInput
from cdp.api.orders.payloads import PlaceOrderPayload, UpdateOrderPayload
from cdp.api.orders.types import OrderConnection
from cdp.api.root import After, First, act, answer, given_as, question


@strawberry.type
class OrderQuery:
    """Questions about orders."""

    @question("Orders of everybody whom this purpose reaches, newest first.")
    def orders(
        self,
        info: strawberry.Info,
        first: First,
        after: After = None,
        filter: Annotated[
            OrderFilter | None,
            strawberry.argument(
                directives=opened("its parts are classified"), description="Which."
            ),
        ] = None,
    ) -> OrderConnection | None:
        """See `roots.orders`."""
        return answer(info)


@strawberry.type
class OrderMutation:
    """The acts on orders."""

    @act("File an order; its contract gives a basis to process (PIPL 13(1)(2)).")
    def place_order(
        self,
        info: strawberry.Info,
        input: Annotated[PlaceOrderInput, given_as("The order.")],
    ) -> PlaceOrderPayload:
        """See `cdp.acts.place_order`."""
        return answer(info)

    @act("Say what is new of an order: its step, money that came or went back, a confirmation.")
    def update_order(
        self,
        info: strawberry.Info,
        input: Annotated[UpdateOrderInput, given_as("What is new.")],
    ) -> UpdateOrderPayload:
        """See `cdp.acts.update_order`."""
        return answer(info)
