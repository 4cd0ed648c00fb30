"""A nonce is used once: two values under one key and nonce would give each other away."""

from __future__ import annotations

import os

from privacy.vault import AES_GCM_SHA256
from privacy.vault.field_key import FieldKey, KeyVersion
from tests.unit.vault.scene import COLUMN, HANDLER, PERSON, ROW, SECRET


def live_key() -> FieldKey:
    """A key with the entropy of production."""
    version = KeyVersion(suite=AES_GCM_SHA256, secret=SECRET)
    return FieldKey({1: version}, handler=HANDLER, subject=PERSON, entropy=os.urandom)


def nonce_of(key: FieldKey) -> bytes:
    return key.seal(b"", row=ROW, column=COLUMN)[4:16]


def test_a_hundred_thousand_values_have_as_many_nonces() -> None:
    """Far more than one person's key ever seals."""
    key = live_key()
    assert len({nonce_of(key) for _ in range(100_000)}) == 100_000


def test_a_forked_process_draws_other_nonces() -> None:
    """No state that parent and child would share."""
    key = live_key()
    nonce_of(key)
    ends = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(ends[1], nonce_of(key))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(ends[0], 12)
    for end in ends:
        os.close(end)
    assert len(theirs) == 12
    assert theirs != nonce_of(key)
