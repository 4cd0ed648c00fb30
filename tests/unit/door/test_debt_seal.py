"""A debt is marked as ours: another id, other leaves or another cut between them do not fit."""

from __future__ import annotations

from uuid import UUID

import pytest

from privacy.debts import DebtSeal

SEAL = DebtSeal(bytes(range(32)))
DEBT = UUID(int=1)
LEAVES = [b"intent", b"outcome"]


def test_a_debt_of_ours_is_known() -> None:
    """By 32 bytes over its id and its leaves."""
    mac = SEAL.mac(DEBT, LEAVES)
    assert len(mac) == 32
    assert SEAL.holds(DEBT, LEAVES, mac)


@pytest.mark.parametrize(
    ("debt", "leaves"),
    [
        (UUID(int=2), LEAVES),
        (DEBT, [b"intent"]),
        (DEBT, [b"outcome", b"intent"]),
        (DEBT, [b"intentou", b"tcome"]),
        (DEBT, [b"intent", b"outcome", b""]),
        (DEBT, []),
    ],
)
def test_a_debt_that_was_changed_is_not_ours(debt: UUID, leaves: list[bytes]) -> None:
    """Nor one whose leaves were cut elsewhere."""
    assert not SEAL.holds(debt, leaves, SEAL.mac(DEBT, LEAVES))


def test_another_key_makes_other_marks_and_none_shows_itself() -> None:
    """The key is in no database, and in no log."""
    other = DebtSeal(bytes(32))
    assert not other.holds(DEBT, LEAVES, SEAL.mac(DEBT, LEAVES))
    assert repr(SEAL) == "<DebtSeal withheld>"
