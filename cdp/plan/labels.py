"""Labels: what each coordinate of a schema holds. They are given; the plan only looks them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cdp.plan.refusal import invalid


@dataclass(frozen=True, slots=True)
class Labels:
    """Category of every classified coordinate; None where nobody is in it.

    Coordinates are written as the GraphQL specification does: `Profile.name`,
    `Query.profileByPhone(number:)`, `LogCallInput.notes`.
    """

    category_of: Mapping[str, str | None]

    def category(self, coordinate: str) -> str | None:
        """What `coordinate` holds.

        Raises:
            DocumentRefused: nobody classified it, so no footprint can be computed.
        """
        try:
            return self.category_of[coordinate]
        except KeyError:
            raise invalid(f"{coordinate} is not classified and cannot be selected.") from None
