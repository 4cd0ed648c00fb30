"""Discreet: a value that shows nothing of itself.

A value ends up in a log, a traceback, a cache or a queue by accident, through `repr`, `format`,
`pickle` or a serialiser that walks dataclasses. A discreet value has none of these doors, so the
accident prints a class name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import SupportsIndex


class Discreet:
    """Frozen, and silent: every way to print or serialise it gives its class's name or fails.

    Not a dataclass on purpose: `orjson` and `dataclasses.asdict` would walk one.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Name the class alone."""
        return f"<{type(self).__name__} withheld>"

    def __str__(self) -> str:
        """Name the class alone."""
        return repr(self)

    def __format__(self, spec: str) -> str:
        """Name the class alone, whatever format is asked for."""
        return repr(self)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: the value is frozen."""
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: the value is frozen."""
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __getstate__(self) -> NoReturn:
        """Refuse: the value does not leave the process."""
        raise TypeError(f"{type(self).__name__} does not leave the process")

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        """Refuse: the value does not leave the process."""
        raise TypeError(f"{type(self).__name__} does not leave the process")

    def __copy__(self) -> Self:
        """Itself: it is frozen."""
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Itself: it is frozen."""
        return self

    def _keep(self, **facts: object) -> None:
        """Write the slots, once, from `__init__`."""
        for name, fact in facts.items():
            object.__setattr__(self, name, fact)


def keeper(kind: type[Discreet], slot: str) -> Callable[[Discreet, object], None]:
    """What writes `slot` of a new `kind`, for kinds of which an answer makes many.

    `_keep` looks each slot up by its name, at three times the price.
    """
    keep: Callable[[Discreet, object], None] = kind.__dict__[slot].__set__
    return keep
