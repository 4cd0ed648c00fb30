"""Decoy: a key row of nobody, so that a number never seen costs what a known one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from privacy.terms import KeyCategory
from privacy.vault.envelope import KEY_BYTES
from privacy.vault.kek import Kek
from privacy.vault.opening import make_row, open_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from privacy.vault.field_key import FieldKey
    from privacy.vault.suite import Suite


class Decoy:
    """Random keys of this process, wrapped by a KEK of their own and unwrapped at each miss."""

    def __init__(self, *, handler: UUID, suite: Suite, entropy: Callable[[int], bytes]) -> None:
        self.subject = UUID(bytes=entropy(16), version=4)
        """A subject that exists nowhere."""
        self._handler = handler
        self._entropy = entropy
        kek = Kek(entropy(KEY_BYTES), epoch=1, suite=suite, handler=handler)
        self._keks = {1: kek}
        self._row = make_row(self.subject, tuple(KeyCategory), kek, key_ver=1, entropy=entropy)

    def keys(
        self, categories: Collection[KeyCategory] = tuple(KeyCategory)
    ) -> dict[KeyCategory, FieldKey]:
        """As many unwraps as a person's row takes for `categories`."""
        return open_rows(
            (self._row,), categories, self._keks, handler=self._handler, entropy=self._entropy
        )
