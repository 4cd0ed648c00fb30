"""Sealed and Guarded: how a person's data is held until a Grant opens it.

Sealed is ciphertext: what identifies or reaches a person, and free text. Guarded stands clear in
the database, because rules and KPIs compare it, and people still see it by decision alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from privacy.discreet import Discreet, keeper
from privacy.errors import KeyErased
from privacy.terms import Effect
from privacy.vault.plaintext import decode, encode

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.grant import Grant
    from privacy.terms import DataCategory

T = TypeVar("T")


class Sealed(Discreet):
    """One sealed value and its place: whose it is, in which row and column, of which category."""

    __slots__ = ("category", "ciphertext", "column", "row", "subject")

    category: DataCategory
    ciphertext: bytes
    column: str
    row: UUID
    subject: UUID

    def __init__(
        self, ciphertext: bytes, *, subject: UUID, row: UUID, column: str, category: DataCategory
    ) -> None:
        _keep_ciphertext(self, ciphertext)
        _keep_owner(self, subject)
        _keep_row(self, row)
        _keep_column(self, column)
        _keep_kind(self, category)

    def open(self, grant: Grant) -> str | None:
        """The text as `grant` lets it be seen: whole, masked, or None.

        None as well where the key is erased. Where nothing is shown, nothing is decrypted.

        Raises:
            Tampered: the value was changed, moved, or never sealed by us.
        """
        view = grant.view(self.category)
        if not view.shows:
            return None
        try:
            key = grant.key(self.subject, self.category)
        except KeyErased:
            return None
        plaintext = key.open(self.ciphertext, row=self.row, column=self.column)
        return view.render(decode(plaintext, self.category))

    @staticmethod
    def seal(
        text: str, *, grant: Grant, subject: UUID, row: UUID, column: str, category: DataCategory
    ) -> bytes:
        """The envelope of `text` for its place; a number in canonical form.

        Raises:
            Refusal: the decision does not let this category be written.
            KeyErased: the grant holds no key of this person and category.
            Unsealable: the text is none that can be sealed.
        """
        key = grant.sealing_key(subject, category)
        plaintext, block = encode(text, category)
        return key.seal(plaintext, row=row, column=column, block=block)


_keep_ciphertext, _keep_owner, _keep_row, _keep_column, _keep_kind = (
    keeper(Sealed, slot) for slot in ("ciphertext", "subject", "row", "column", "category")
)


class Guarded(Discreet, Generic[T]):
    """An amount, a time, a stage: rules and KPIs compare it, people see it by decision alone.

    Equal only to itself: comparing two would tell their values.
    """

    __slots__ = ("_value", "category", "subject")

    _value: T
    category: DataCategory
    subject: UUID

    def __init__(self, value: T, *, subject: UUID, category: DataCategory) -> None:
        _keep_value(self, value)
        _keep_subject(self, subject)
        _keep_category(self, category)

    def __bool__(self) -> bool:
        """Refuse: whether a value is there is part of the value."""
        raise TypeError("a guarded value is read by open(grant)")

    def open(self, grant: Grant) -> T | None:
        """The value where the decision allows it whole and the person's key exists; else None.

        A mask is a rule for text, so a masked category shows no guarded value.
        """
        if grant.view(self.category).effect is not Effect.ALLOW:
            return None
        try:
            grant.key(self.subject, self.category)
        except KeyErased:
            return None
        return self._value


_keep_value, _keep_subject, _keep_category = (
    keeper(Guarded, slot) for slot in ("_value", "subject", "category")
)
