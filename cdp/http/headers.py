"""Headers that decide something stand once: of two, a proxy and we might believe different ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope


class Headers:
    """The headers of a request, by lower-case name."""

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[bytes, list[bytes]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    @classmethod
    def of(cls, scope: Scope) -> Headers:
        """The headers of an ASGI scope."""
        return cls(scope["headers"])

    def is_repeated(self, name: bytes) -> bool:
        """Whether the header stands more than once."""
        return len(self._values.get(name, ())) > 1

    def one(self, name: bytes) -> str | None:
        """The value of a header that stands once; None where it does not."""
        values = self._values.get(name, ())
        return values[0].decode("latin-1") if len(values) == 1 else None

    def joined(self, name: bytes) -> str | None:
        """The values of a list header such as `Accept`, as one."""
        values = self._values.get(name)
        return None if values is None else b", ".join(values).decode("latin-1")
