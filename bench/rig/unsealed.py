"""Unsealed: data keys that leave everything as it is, for a service measured without sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from privacy.terms import KeyCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from privacy.grant import DataKey

T = TypeVar("T")
_OCTETS: Final = 32


class NoKey:
    """Implements `privacy.grant.DataKey`: what is sealed is the plaintext."""

    def open(self, sealed: bytes, *, row: UUID, column: str) -> bytes:  # noqa: ARG002 - as DataKey
        """What was given."""
        return sealed

    def opener(
        self,
        column: str,  # noqa: ARG002 - as DataKey
        of: Callable[[bytes], T],
    ) -> Callable[[bytes, UUID], T]:
        """What makes `of` it."""
        return lambda sealed, _: of(sealed)

    def seal(
        self,
        plaintext: bytes,
        *,
        row: UUID,  # noqa: ARG002 - as DataKey
        column: str,  # noqa: ARG002 - as DataKey
        block: int = 32,  # noqa: ARG002 - as DataKey
    ) -> bytes:
        """What was given."""
        return plaintext

    def derive(self, info: bytes) -> bytes:  # noqa: ARG002 - as DataKey
        """Zeros."""
        return bytes(_OCTETS)

    def mac(self, info: bytes, message: bytes) -> bytes:  # noqa: ARG002 - as DataKey
        """Zeros."""
        return bytes(_OCTETS)


UNSEALED: Final[Mapping[KeyCategory, DataKey]] = dict.fromkeys(KeyCategory, NoKey())
