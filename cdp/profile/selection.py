"""Selection: which parts of a person an operation reads. One statement is composed for each."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_AT_MOST = 100
"""Most nodes of one connection in an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to fetch: whole parts, and of lists how many (None: not at all).

    Lists are fetched one longer than shown, so that `hasNextPage` needs no count.
    """

    phones: bool = False
    name: bool = False
    email: bool = False
    address: bool = False
    consents: bool = False
    contacts: int | None = None
    orders: int | None = None
    calls: int | None = None

    @property
    def shape(self) -> frozenset[str]:
        """The parts that the statement holds; the lengths of lists are its parameters."""
        parts = ("phones", "name", "email", "address", "consents")
        lists = ("contacts", "orders", "calls")
        return frozenset(
            [part for part in parts if getattr(self, part)]
            + [part for part in lists if getattr(self, part) is not None]
        )

    def lengths(self) -> dict[str, int]:
        """The parameters of the lists: how many rows to fetch."""
        return {
            "first_contacts": (self.contacts or 0) + 1,
            "first_orders": (self.orders or 0) + 1,
            "first_calls": (self.calls or 0) + 1,
        }
