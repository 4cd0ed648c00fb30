"""Words: the members of an enumeration by the words that the database holds."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

from privacy.errors import UnknownWord

if TYPE_CHECKING:
    from collections.abc import Callable

C = TypeVar("C")
T = TypeVar("T")


class _Words(dict[object, T]):
    """The members of an enumeration by their words."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__((member.value, cast("T", member)) for member in kind)
        self._name = kind.__name__

    def __missing__(self, _: object) -> T:
        raise UnknownWord(self._name)


def worded(of: Callable[[C], T]) -> Callable[[object], T]:
    """`of`, but an enumeration by a look-up of its words: calling it costs ten times that."""
    if isinstance(of, type) and issubclass(of, Enum):
        return _Words[T](of).__getitem__
    return cast("Callable[[object], T]", of)
