"""A value opens as far as the decision shows it, and not one byte further."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import pytest

from privacy.errors import KeyErased, Refusal, Tampered, Unsealable
from privacy.grant import View
from privacy.terms import DataCategory, Effect, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import Guarded, Sealed
from privacy.vault.plaintext import MAX_BYTES
from tests.unit.vault.scene import COLUMN, PERSON, ROW, STRANGER, field_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from privacy.grant import DataKey, Grant

NAME = DataCategory.IDENTITY_NAME
PHONE = DataCategory.CONTACT_PHONE

T = TypeVar("T")


class Spy:
    """A data key that counts how often it opens; a key like any other besides."""

    def __init__(self, key: DataKey) -> None:
        self.opened = 0
        self._key = key
        self.seal, self.derive, self.mac = key.seal, key.derive, key.mac

    def open(self, sealed: bytes, *, row: UUID, column: str) -> bytes:
        self.opened += 1
        return self._key.open(sealed, row=row, column=column)

    def opener(self, column: str, of: Callable[[bytes], T]) -> Callable[[bytes, UUID], T]:
        opens = self._key.opener(column, of)

        def opened(sealed: bytes, row: UUID) -> T:
            self.opened += 1
            return opens(sealed, row)

        return opened


def grant_of(view: View | None, *, key: DataKey | None = None) -> Grant:
    return grant_for(
        {PERSON: dict.fromkeys(KeyCategory, key or field_key())},
        views=None if view is None else {NAME: view},
    )


def sealed_name(text: str = "张三") -> Sealed:
    ciphertext = Sealed.seal(
        text, grant=grant_of(None), subject=PERSON, row=ROW, column=COLUMN, category=NAME
    )
    return Sealed(ciphertext, subject=PERSON, row=ROW, column=COLUMN, category=NAME)


def surname(text: str) -> str:
    return f"{text[0]}*"


@pytest.mark.parametrize("text", ["张三", "", "\0", "𠮷" * 400, "a\x1fb\x1fc", "x" * MAX_BYTES])
def test_what_was_sealed_opens_as_it_was(text: str) -> None:
    """Empty text, NULs, characters beyond the basic plane, and the longest text."""
    assert sealed_name(text).open(grant_of(View(effect=Effect.ALLOW))) == text


def test_a_masked_view_shows_the_masked_text() -> None:
    """The mask is applied before the text leaves the vault."""
    assert sealed_name().open(grant_of(View(effect=Effect.MASK, mask=surname))) == "张*"


@pytest.mark.parametrize(
    "view",
    [
        View(effect=Effect.DENY),
        View(effect=Effect.REDACT),
        View(effect=Effect.MASK, mask_name="nobody supplied it"),
        View(effect=Effect.DENY, mask=surname),
    ],
    ids=["deny", "redact", "mask without a mask", "deny with a mask"],
)
def test_what_is_not_shown_is_not_decrypted(view: View) -> None:
    """The key is there and is never used."""
    spy = Spy(field_key())
    assert sealed_name().open(grant_of(view, key=spy)) is None
    assert spy.opened == 0


def test_a_category_that_was_not_asked_for_is_not_decrypted() -> None:
    """The decision on e-mail addresses says nothing about names."""
    spy = Spy(field_key())
    grant = grant_for(
        {PERSON: {KeyCategory.IDENTITY: spy}},
        views={DataCategory.CONTACT_EMAIL: View(effect=Effect.ALLOW)},
    )
    assert sealed_name().open(grant) is None
    assert spy.opened == 0


def test_a_value_is_decrypted_once_for_one_opening() -> None:
    """So that openings can be counted and compared."""
    spy = Spy(field_key())
    assert sealed_name().open(grant_of(View(effect=Effect.ALLOW), key=spy)) == "张三"
    assert spy.opened == 1


def test_a_value_whose_key_is_erased_reads_as_nothing() -> None:
    """Of that category, or of the whole person."""
    shown = {NAME: View(effect=Effect.ALLOW)}
    other = grant_for({PERSON: {KeyCategory.CONTACT: field_key()}}, views=shown)
    nobody = grant_for({STRANGER: {KeyCategory.IDENTITY: field_key()}}, views=shown)
    assert sealed_name().open(other) is None
    assert sealed_name().open(nobody) is None


def test_a_closed_grant_opens_nothing() -> None:
    """A value that outlives its request stays sealed."""
    grant = grant_of(View(effect=Effect.ALLOW))
    grant.close()
    assert sealed_name().open(grant) is None


def test_a_category_that_may_not_be_written_is_not_sealed() -> None:
    """Reading a category does not allow writing it."""
    grant = grant_for({PERSON: {KeyCategory.IDENTITY: field_key()}}, may_seal={PHONE})
    with pytest.raises(Refusal):
        Sealed.seal("张三", grant=grant, subject=PERSON, row=ROW, column=COLUMN, category=NAME)


def test_nothing_is_sealed_without_the_persons_key() -> None:
    """Another person's key does not stand in."""
    grant = grant_for({STRANGER: {KeyCategory.IDENTITY: field_key()}})
    with pytest.raises(KeyErased):
        Sealed.seal("张三", grant=grant, subject=PERSON, row=ROW, column=COLUMN, category=NAME)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("张\ud800三", NAME),
        ("x" * (MAX_BYTES + 1), NAME),
        ("13800138000", PHONE),
        ("+86 13800138000", PHONE),
        ("+8613800138000;ext=", PHONE),
        ("+8613800138000;ext=1234567", PHONE),
        ("+８613800138000", PHONE),
        ("+8613800138000\n", PHONE),
        ("", PHONE),
    ],
)
def test_what_cannot_be_text_is_refused_before_it_is_sealed(
    text: str, category: DataCategory
) -> None:
    """Lone surrogates, more than 64 KiB, and numbers that did not pass `Phone.parse`."""
    with pytest.raises(Unsealable) as caught:
        Sealed.seal(
            text, grant=grant_of(None), subject=PERSON, row=ROW, column=COLUMN, category=category
        )
    assert caught.value.args == ()
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("number", "length"),
    [
        ("+8613800138000", 48),
        ("+16502530000", 48),
        ("+861064000000", 48),
        ("+123456789012345", 48),
        ("+8613800138000;ext=8", 48),
        ("+8613800138000;ext=80", 64),
        ("+8613800138000;ext=123456", 64),
    ],
)
def test_every_number_is_as_long_as_every_other(number: str, length: int) -> None:
    """48 bytes; only a longer extension shows that it is there."""
    sealed = Sealed.seal(
        number, grant=grant_of(None), subject=PERSON, row=ROW, column=COLUMN, category=PHONE
    )
    assert length == len(sealed)
    value = Sealed(sealed, subject=PERSON, row=ROW, column=COLUMN, category=PHONE)
    grant = grant_for({PERSON: {KeyCategory.CONTACT: field_key()}})
    assert number == value.open(grant)


@pytest.mark.parametrize(
    ("plaintext", "category"),
    [(b"\xff\xfe", NAME), (b"+8613800138000", PHONE), (b"", PHONE), ("８６".encode(), PHONE)],
)
def test_bytes_that_are_no_text_of_ours_are_refused(
    plaintext: bytes, category: DataCategory
) -> None:
    """They authenticate, and still were not written by this code."""
    key = field_key()
    ciphertext = key.seal(plaintext, row=ROW, column=COLUMN)
    value = Sealed(ciphertext, subject=PERSON, row=ROW, column=COLUMN, category=category)
    with pytest.raises(Tampered):
        value.open(grant_for({PERSON: dict.fromkeys(KeyCategory, key)}))


def test_a_guarded_value_is_shown_whole_or_not_at_all() -> None:
    """A masked stage or amount has no meaning, so a mask shows nothing."""
    amount = Guarded(4200, subject=PERSON, category=NAME)
    assert amount.open(grant_of(View(effect=Effect.ALLOW))) == 4200
    for hidden in (
        View(effect=Effect.MASK, mask=surname),
        View(effect=Effect.REDACT),
        View(effect=Effect.DENY),
    ):
        assert amount.open(grant_of(hidden)) is None


def test_a_guarded_value_goes_with_its_key() -> None:
    """It stands clear in the row, and erasing the key hides it until the row is gone."""
    amount = Guarded(4200, subject=PERSON, category=NAME)
    erased = grant_for({PERSON: {}}, views={NAME: View(effect=Effect.ALLOW)})
    assert amount.open(erased) is None


def test_guarded_values_cannot_be_compared_without_opening_them() -> None:
    """Equality, order and truth would each tell the value a bit at a time."""
    one, same = (Guarded(0, subject=PERSON, category=NAME) for _ in range(2))
    assert one != same
    with pytest.raises(TypeError):
        bool(one)
    with pytest.raises(TypeError):
        sorted(cast("list[int]", [one, same]))
