"""Formats that the design page leaves to us, frozen here from their first release on.

The values were computed from the format's description by `hashlib` and `hmac` alone.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

from privacy.vault import AES_GCM_SHA256, MasterKey, RootUse, commit_row
from privacy.vault.envelope import kek_aad, wrapped_head
from privacy.vault.field_key import FieldKey, KeyVersion
from privacy.vault.kek import Kek
from tests.vectors.golden import COLUMN, DATA_KEY, HANDLER, KEK, ROW, SUBJECT


def expand(key: bytes, info: bytes) -> bytes:
    """HKDF-Expand-SHA256 to 32 bytes: one block of RFC 5869 §2.3."""
    return hmac.digest(key, info + b"\x01", hashlib.sha256)


def led(part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + part


def test_each_use_of_the_root_has_its_own_label() -> None:
    root = MasterKey(KEK)
    for use in RootUse:
        assert expand(KEK, f"cdp/root/{use.value}/v1".encode()) == root.derive(use)


def test_the_derived_root_keys_never_change() -> None:
    root = MasterKey(KEK)
    expected = {
        "index": "a4d18d567ba365859321a623d0c648f7e25a79a5a430d24ebbf00159e009df3a",
        "kek": "855f888378f1a960cab1eb3b9954928d176d20d8c86dd74e4743a08a1fb2287b",
        "ledger": "8525bb45706f37fa36aadee35c14485470f90d95d3aea7ea1a55956c40dd7245",
        "receipt": "48b68698c7ec2b768e23cc649aeea9ac8d2d67b1c6559a7d990bf7c6dd04011c",
        "token": "4d2560a84a6e9237cb88407fc7eb24f91c21ca0e5b91b53045758c7516ea8ed3",
        "cells": "bad1850f21aa47e1924a677759f6c587bf90d16f149a32804d281d8fb3fb232e",
        "owed": "b5c2640364bbe7c09549ce3658d565bb8834f30b39f459273348b586af13b7de",
        "policy": "d7fa375f050ebbef7f28f9eb0a97ad0c214392da65784337404bdb4d8e728816",
        "cursor": "bb4e204cde2ee1b055207bae1c7b02b1f0629d92a562ebc81320944096be089c",
        "id": "e1ab8496d1091fecde806e3caa5e6404f64d694473af3bef850d455eabd6d631",
        "suppression": "999fca063eeff0018e870257e4f67186dc9567e35e1063f4742032990cded3c8",
        "rights": "802aa0ae4b47536aab54df0ca221df8cb3a95bdc34c4ca6b245443fe8c41d776",
        "budget": "89b418df792195149f15f2ab06d5f929b39cecc02edb1575218a739357604691",
        "idempotency": "c130489cc277a4678953b2b55b1cdc715c8491f03ba450ed9300b840a295a0da",
        "match": "2c1869d2babc960bddcd8ae4ec7a1ae601ce142fe09878bfe4da8a4a01bd1a78",
        "certificate": "2c2fdaeae5024c0d38eaff859885ae7321c3a9d6d27cb1f0ea1df9dccb7ca980",
    }
    assert expected == {use.value: root.derive(use).hex() for use in RootUse}


def test_a_row_commitment_is_an_hmac_over_its_parts_led_by_their_lengths() -> None:
    key = FieldKey(
        {1: KeyVersion(suite=AES_GCM_SHA256, secret=DATA_KEY)},
        handler=HANDLER,
        subject=SUBJECT,
        entropy=bytes,
    )
    message = (
        led(b"phone_ownership")
        + ROW.bytes
        + led(b"a")
        + led(b"one")
        + led(COLUMN.encode())
        + led(b"two")
    )
    expected = hmac.digest(expand(DATA_KEY, b"cdp/cells/v1"), message, hashlib.sha256)[:16]
    actual = commit_row(key, "phone_ownership", ROW, {COLUMN: b"two", "a": b"one"})
    assert expected == actual


def test_a_kek_is_wrapped_as_a_data_key_is_and_bound_to_epoch_and_handler() -> None:
    nonce, secret = bytes(12), bytes(range(32))
    wrapped = Kek.make(
        KEK,
        epoch=7,
        suite=AES_GCM_SHA256,
        handler=HANDLER,
        entropy=lambda size: {12: nonce, 32: secret}[size],
    )
    head = bytes.fromhex("010100000007")
    aad = b"cdp/kek/v1\x00" + head + HANDLER.bytes
    assert head == wrapped_head(AES_GCM_SHA256, 7)
    assert aad == kek_aad(head, handler=HANDLER)
    assert head + nonce == wrapped[:18]
    assert secret == AES_GCM_SHA256.cipher(KEK).open(nonce, wrapped[18:], aad)
