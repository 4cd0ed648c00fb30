"""Whatever text goes in comes out, and whatever bytes come back, nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from privacy.errors import PrivacyError, Tampered
from privacy.terms import DataCategory, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import SUITES, IndexKey, Sealed, Suite, commit_row, pseudonym
from privacy.vault.envelope import FIELD_BODY
from privacy.vault.kek import Kek
from privacy.vault.padding import pad
from privacy.vault.plaintext import decode, encode
from privacy.vault.suite import TAG_BYTES
from tests.unit.vault.scene import COLUMN, HANDLER, PERSON, ROW, SECRET, Entropy, field_key

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.grant import Grant

NAME = DataCategory.IDENTITY_NAME
PHONE = DataCategory.CONTACT_PHONE

suites = st.sampled_from(tuple(SUITES.values()))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
numbers = st.from_regex(r"\+[1-9][0-9]{6,14}(;ext=[0-9]{1,6})?", fullmatch=True)
places = st.tuples(st.uuids(), st.uuids(), st.text("abcdefgh._", min_size=1, max_size=40))


def outcome(text: str, grant: Grant, category: DataCategory) -> bytes | PrivacyError:
    """What sealing makes of a text; an error of any other type passes through."""
    place = {"subject": PERSON, "row": ROW}
    try:
        return Sealed.seal(text, grant=grant, column=COLUMN, category=category, **place)
    except PrivacyError as refused:
        return refused


@given(texts, suites, st.uuids(), st.uuids())
def test_every_text_comes_back(text: str, suite: Suite, subject: UUID, row: UUID) -> None:
    """Sealed under one suite, opened with the same key at the same place."""
    key = field_key(suite=suite, subject=subject)
    grant = grant_for({subject: {KeyCategory.IDENTITY: key}})
    sealed = Sealed.seal(text, grant=grant, subject=subject, row=row, column=COLUMN, category=NAME)
    value = Sealed(sealed, subject=subject, row=row, column=COLUMN, category=NAME)
    assert text == value.open(grant)


@given(numbers)
def test_every_canonical_number_comes_back(number: str) -> None:
    """Through its digits, with and without an extension."""
    plaintext, block = encode(number, PHONE)
    sealed = field_key().seal(plaintext, row=ROW, column=COLUMN, block=block)
    assert number == decode(field_key().open(sealed, row=ROW, column=COLUMN), PHONE)


@given(st.binary(max_size=100), st.sampled_from([16, 32]))
def test_padding_gives_whole_blocks_and_is_exact(plaintext: bytes, block: int) -> None:
    """Also for text that ends like padding; never a block more than needed."""
    padded = pad(plaintext, block)
    assert len(padded) % block == 0
    assert 0 < len(padded) - len(plaintext) <= block
    sealed = field_key().seal(plaintext, row=ROW, column=COLUMN, block=block)
    assert len(sealed) == FIELD_BODY + len(padded) + TAG_BYTES
    assert plaintext == field_key().open(sealed, row=ROW, column=COLUMN)


@given(st.binary(max_size=120), suites)
@example(b"", next(iter(SUITES.values())))
@example(bytes(48), next(iter(SUITES.values())))
def test_no_bytes_at_all_read_as_a_value(sealed: bytes, suite: Suite) -> None:
    """Random bytes are tampered bytes: never a text, never an error of another type."""
    with pytest.raises(Tampered):
        field_key(suite=suite).open(sealed, row=ROW, column=COLUMN)


@given(st.binary(max_size=120), suites)
def test_no_bytes_at_all_read_as_a_key(wrapped: bytes, suite: Suite) -> None:
    """Neither as a data key nor as a KEK."""
    kek = Kek(SECRET, epoch=1, suite=suite, handler=HANDLER)
    with pytest.raises(Tampered):
        kek.open(wrapped, subject=PERSON, category=KeyCategory.AUDIT, key_ver=1)
    with pytest.raises(Tampered):
        Kek.unwrap(wrapped, SECRET, epoch=1, handler=HANDLER)


@given(st.data(), texts, suites)
def test_no_edit_of_a_sealed_value_reads_as_anything(
    data: st.DataObject, text: str, suite: Suite
) -> None:
    """Bytes replaced, removed, added, or put in front, anywhere."""
    key = field_key(suite=suite)
    sealed = key.seal(text.encode(), row=ROW, column=COLUMN)
    start = data.draw(st.integers(0, len(sealed)))
    end = data.draw(st.integers(start, len(sealed)))
    edited = sealed[:start] + data.draw(st.binary(max_size=40)) + sealed[end:]
    assume(edited != sealed)
    with pytest.raises(Tampered):
        key.open(edited, row=ROW, column=COLUMN)


@given(texts, suites, places, places)
def test_a_value_opens_at_its_own_place_alone(
    text: str, suite: Suite, here: tuple[UUID, UUID, str], there: tuple[UUID, UUID, str]
) -> None:
    """Any other subject, row or column, in any combination."""
    assume(here != there)
    sealed = field_key(suite=suite, subject=here[0]).seal(
        text.encode(), row=here[1], column=here[2]
    )
    with pytest.raises(Tampered):
        field_key(suite=suite, subject=there[0]).open(sealed, row=there[1], column=there[2])


@given(st.text(), st.sampled_from([NAME, PHONE]), suites)
def test_sealing_any_text_gives_bytes_or_a_typed_error(
    text: str, category: DataCategory, suite: Suite
) -> None:
    """Lone surrogates included, and numbers that are none."""
    key = field_key(suite=suite)
    grant = grant_for({PERSON: dict.fromkeys(KeyCategory, key)})
    sealed = outcome(text, grant, category)
    if isinstance(sealed, bytes):
        value = Sealed(sealed, subject=PERSON, row=ROW, column=COLUMN, category=category)
        assert text == value.open(grant)
    else:
        assert (sealed.args, sealed.__cause__) == ((), None)


def test_a_nonce_is_never_used_twice() -> None:
    """Ten thousand values under one key."""
    key = field_key()
    nonces = {key.seal(b"", row=ROW, column=COLUMN)[4:16] for _ in range(10_000)}
    assert len(nonces) == 10_000


@given(numbers, numbers, suites)
def test_tokens_are_equal_where_numbers_are(one: str, other: str, suite: Suite) -> None:
    """Under one key; a key of another version, kind or handler gives another token."""
    key = IndexKey.derive(SECRET, handler=HANDLER, suite=suite)
    assert (one == other) == (key.token(one) == key.token(other))
    assert len(key.token(one)) == 16
    others = (
        IndexKey.derive(SECRET, handler=HANDLER, suite=suite, version=2),
        IndexKey.derive(SECRET, handler=HANDLER, suite=suite, kind="email"),
        IndexKey.derive(SECRET, handler=PERSON, suite=suite),
        IndexKey.derive(bytes(32), handler=HANDLER, suite=suite),
    )
    assert len({key.token(one), *(other_key.token(one) for other_key in others)}) == 5


cells = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.binary(max_size=5), max_size=3)
rows = st.tuples(st.text("tuv", max_size=3), st.uuids(), cells)


@given(rows, rows)
def test_commitments_are_equal_where_rows_are(
    one: tuple[str, UUID, dict[str, bytes]], other: tuple[str, UUID, dict[str, bytes]]
) -> None:
    """No two tables, rows, columns or ciphertexts run into each other."""
    audit = field_key()
    assert (one == other) == (commit_row(audit, *one) == commit_row(audit, *other))


@given(st.uuids(), st.uuids())
def test_pseudonyms_of_two_people_differ(one: UUID, other: UUID) -> None:
    """And of one person under another audit key: nothing links them once it is erased."""
    assume(one != other)
    audit, later = field_key(versions=(1,)), field_key(versions=(2,))
    assert pseudonym(audit, HANDLER, one) != pseudonym(audit, HANDLER, other)
    assert pseudonym(audit, HANDLER, one) != pseudonym(later, HANDLER, one)
    assert Entropy()(16) == Entropy()(16)
