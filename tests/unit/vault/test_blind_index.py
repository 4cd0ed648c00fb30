"""The index finds a number exactly, and only for whoever holds its key."""

from __future__ import annotations

import pytest

from privacy.errors import Unsealable
from privacy.vault import AES_GCM_SHA256, IndexKey, RootUse
from tests.unit.vault.scene import HANDLER, ROOT


def index_key(version: int = 1) -> IndexKey:
    root = ROOT.derive(RootUse.INDEX)
    return IndexKey.derive(root, handler=HANDLER, suite=AES_GCM_SHA256, version=version)


def test_a_key_says_which_rows_it_reads() -> None:
    """`kind` and `key_ver` of the index table: two versions live side by side in a rotation."""
    assert [(key.kind, key.version) for key in map(index_key, (1, 2))] == [
        ("phone", 1),
        ("phone", 2),
    ]


def test_a_number_and_the_same_number_with_an_extension_are_two() -> None:
    """A marketplace's privacy number is never found by the bare one."""
    key = index_key()
    assert key.token("+8613800138000") != key.token("+8613800138000;ext=801")


def test_text_that_is_no_unicode_has_no_token() -> None:
    """A typed error, for identifiers other than numbers, which `Phone` has checked."""
    with pytest.raises(Unsealable):
        index_key().token("\ud800")
