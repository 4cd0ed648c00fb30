"""Grant: the decision made, the ledger entry that witnesses it, and the opened data keys.

Nothing opens without one, and only `privacy/door.py` constructs one (a house test reads the
syntax trees). A Grant dies with the request: `close` drops its keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from privacy.errors import KeyErased, Refusal
from privacy.terms import KEY_OF, DataCategory, Effect, KeyCategory, Purpose, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a decision lets be seen of one category: the effect, its mask, and why."""

    effect: Effect
    mask: Callable[[str], str] | None = None
    mask_name: str = ""
    own_rows: bool = False
    """Only rows whose agent or owner is the actor."""
    reason: ReasonCode | None = None
    article: str | None = None

    @property
    def shows(self) -> bool:
        """Whether `render` gives anything; where it does not, nothing is decrypted."""
        return self.effect is Effect.ALLOW or (self.effect is Effect.MASK and self.mask is not None)

    def render(self, text: str) -> str | None:
        """The text as it may be shown: whole, masked, or not at all.

        A mask that the policy names but nobody supplied shows nothing: fail closed.
        """
        if self.effect is Effect.ALLOW:
            return text
        if self.effect is Effect.MASK and self.mask is not None:
            return self.mask(text)
        return None


DENIED = View(effect=Effect.DENY, reason=ReasonCode.PURPOSE_CATEGORY_MISMATCH)
"""What holds for a category that no rule names."""


class DataKey(Protocol):
    """One opened data key of one subject and key category; `vault.field_key` implements it."""

    def open(self, sealed: bytes, *, row: UUID, column: str) -> bytes:
        """The plaintext, padding removed. Raises `Tampered`."""

    def opener(self, column: str, of: Callable[[bytes], T]) -> Callable[[bytes, UUID], T]:
        """What opens many values of `column` as `open` does, and gives what `of` makes of each.

        Raises, as it is used: `Tampered`; also where `of` raises `UnicodeDecodeError`.
        """

    def seal(self, plaintext: bytes, *, row: UUID, column: str, block: int = 32) -> bytes:
        """The envelope of `plaintext`, padded to `block` bytes and bound to its place."""

    def derive(self, info: bytes) -> bytes:
        """32 bytes of HKDF-Expand under this key, for pseudonyms."""

    def mac(self, info: bytes, message: bytes) -> bytes:
        """HMAC of `message`, 32 bytes, under the key derived for `info`."""


@dataclass(slots=True, kw_only=True, repr=False)
class Grant:
    """Permission to open what a committed ledger entry already names.

    `entry` is the index of that entry; `keys` the opened data keys by subject and key category;
    `may_seal` the categories that an act may write.
    """

    purpose: Purpose
    entry: int
    operation: UUID
    views: Mapping[DataCategory, View]
    keys: Mapping[UUID, Mapping[KeyCategory, DataKey]] = field(default_factory=dict)
    may_seal: frozenset[DataCategory] = frozenset()
    _holders: dict[KeyCategory, dict[UUID, DataKey]] = field(
        default_factory=dict, init=False, compare=False
    )
    _looked_up: list[Callable[[], None]] = field(default_factory=list, init=False, compare=False)
    """What empties each mapping that was looked up."""

    def __repr__(self) -> str:
        """Say which entry witnesses it; never a key."""
        return f"<Grant entry={self.entry} purpose={self.purpose.value}>"

    def view(self, category: DataCategory) -> View:
        """What may be seen of `category`; a category that was not asked for is denied."""
        return self.views.get(category, DENIED)

    def key(self, subject: UUID, category: DataCategory) -> DataKey:
        """The data key that seals `category` of `subject`.

        Raises:
            KeyErased: the grant holds no such key.
        """
        try:
            return self.keys[subject][KEY_OF[category]]
        except KeyError:
            raise KeyErased from None

    def holders(self, category: DataCategory) -> Mapping[UUID, DataKey]:
        """Every subject whose key for `category` is held, with that key.

        One mapping for the grant's whole life, so that it may be looked up once and asked for
        many rows; closing the grant empties it.
        """
        column = KEY_OF[category]
        held = self._holders.get(column)
        if held is None:
            held = self._holders[column] = {
                subject: keys[column] for subject, keys in self.keys.items() if column in keys
            }
            self._looked_up.append(held.clear)
        return held

    def openers(
        self, category: DataCategory, column: str, of: Callable[[bytes], T]
    ) -> Mapping[UUID, Callable[[bytes, UUID], T]]:
        """As `holders`, of each key what opens values of `column`: see `DataKey.opener`."""
        openers = {
            subject: key.opener(column, of) for subject, key in self.holders(category).items()
        }
        self._looked_up.append(openers.clear)
        return openers

    def sealing_key(self, subject: UUID, category: DataCategory) -> DataKey:
        """The data key to write `category` of `subject` with.

        Raises:
            Refusal: the decision does not allow this category to be written.
            KeyErased: the grant holds no such key.
        """
        if category not in self.may_seal:
            raise Refusal(ReasonCode.PURPOSE_CATEGORY_MISMATCH)
        return self.key(subject, category)

    def close(self) -> None:
        """Drop the keys: whatever is opened later raises `KeyErased`."""
        self.hand_over()
        self.views = {}
        self.may_seal = frozenset()

    def hand_over(self) -> Mapping[UUID, Mapping[KeyCategory, DataKey]]:
        """The keys, which this grant holds no longer."""
        keys, self.keys = self.keys, {}
        for empty in self._looked_up:
            empty()  # whoever looked it up earlier holds this very mapping
        return keys
