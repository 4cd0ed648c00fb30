"""Every published byte of the formats, in both suites. A change here breaks stored data."""

from __future__ import annotations

import pytest

from privacy.grant import View
from privacy.terms import DataCategory, Effect, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import IndexKey, Sealed, pseudonym
from privacy.vault.field_key import FieldKey, KeyVersion
from privacy.vault.kek import Kek
from tests.vectors.golden import (
    ALL,
    COLUMN,
    DATA_KEY,
    HANDLER,
    KEK,
    NONCE,
    NUMBER,
    ROOT_IX,
    ROW,
    SUBJECT,
    Golden,
)

PHONE = DataCategory.CONTACT_PHONE
each_suite = pytest.mark.parametrize("golden", ALL, ids=("suite_01", "suite_11"))


def key_of(golden: Golden) -> FieldKey:
    version = KeyVersion(suite=golden.suite, secret=DATA_KEY)
    return FieldKey({1: version}, handler=HANDLER, subject=SUBJECT, entropy=lambda _: NONCE)


@each_suite
def test_a_number_is_sealed_to_the_published_bytes(golden: Golden) -> None:
    grant = grant_for({SUBJECT: {KeyCategory.CONTACT: key_of(golden)}})
    sealed = Sealed.seal(
        NUMBER, grant=grant, subject=SUBJECT, row=ROW, column=COLUMN, category=PHONE
    )
    assert golden.field == sealed


@each_suite
def test_the_published_bytes_open_to_the_number(golden: Golden) -> None:
    grant = grant_for(
        {SUBJECT: {KeyCategory.CONTACT: key_of(golden)}},
        views={PHONE: View(effect=Effect.ALLOW)},
    )
    sealed = Sealed(golden.field, subject=SUBJECT, row=ROW, column=COLUMN, category=PHONE)
    assert sealed.open(grant) == NUMBER


@each_suite
def test_a_data_key_is_wrapped_to_the_published_bytes(golden: Golden) -> None:
    kek = Kek(KEK, epoch=1, suite=golden.suite, handler=HANDLER)
    wrapped = kek.wrap(
        DATA_KEY, subject=SUBJECT, category=KeyCategory.IDENTITY, key_ver=1, nonce=NONCE
    )
    assert golden.wrapped == wrapped


@each_suite
def test_the_published_wrapped_key_opens_to_the_data_key(golden: Golden) -> None:
    kek = Kek(KEK, epoch=1, suite=golden.suite, handler=HANDLER)
    opened = kek.open(golden.wrapped, subject=SUBJECT, category=KeyCategory.IDENTITY, key_ver=1)
    assert KeyVersion(suite=golden.suite, secret=DATA_KEY) == opened


@each_suite
def test_the_blind_index_gives_the_published_token(golden: Golden) -> None:
    key = IndexKey.derive(ROOT_IX, handler=HANDLER, suite=golden.suite)
    assert golden.token == key.token(NUMBER)


@each_suite
def test_the_ledger_names_a_person_by_the_published_pseudonym(golden: Golden) -> None:
    assert golden.pseudonym == pseudonym(key_of(golden), HANDLER, SUBJECT)
