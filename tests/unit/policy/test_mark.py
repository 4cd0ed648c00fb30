"""The mark of the policy in force: made with a key that is in no database."""

from __future__ import annotations

import pickle

import pytest

from privacy.policy import Mark

HASH = "ab" * 32


def test_a_mark_holds_for_its_version_and_key_alone() -> None:
    """Another version, another key, a shortened mark: none of them."""
    mark = Mark(bytes(range(32)))
    assert mark.holds(HASH, mark.of(HASH))
    assert not mark.holds("cd" * 32, mark.of(HASH))
    assert not Mark(bytes(32)).holds(HASH, mark.of(HASH))
    assert not mark.holds(HASH, mark.of(HASH)[:31])
    assert not mark.holds(HASH, b"")


def test_the_mark_of_a_version_is_frozen() -> None:
    """A restart with a later release still knows its own."""
    expected = "d258b6ff26f9994178b30605bc36cc26914edbd924a1c12203d183a71a809c9a"
    assert Mark(bytes(range(32))).of(HASH).hex() == expected


def test_the_key_of_a_mark_does_not_show() -> None:
    """Neither printed nor pickled."""
    mark = Mark(b"k" * 32)
    assert "kkkk" not in f"{mark!r}{mark}"
    with pytest.raises(TypeError):
        pickle.dumps(mark)
