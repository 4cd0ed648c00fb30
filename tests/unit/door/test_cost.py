"""Absent and forbidden look alike: the same queries, openings, derivations and leaves."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from privacy.errors import KeyErased
from privacy.terms import KeyCategory, SubjectState
from privacy.vault.field_key import FieldKey, KeyVersion
from privacy.vault.kek import Kek
from tests.unit.door.scene import IN_FORCE, Scene, looking, marketing, scene, stands
from tests.unit.vault.scene import PERSON, STRANGER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from privacy.gate import Ask, Ruling, Standing


@dataclass
class Cost:
    """What one answer cost."""

    queries: int = 0
    openings: int = 0
    derivations: int = 0
    leaves: int = 0


@contextmanager
def counted(on: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """Count what the real parts do while the block runs; they do it all the same."""
    cost = Cost()
    opening, deriving = Kek.open, FieldKey.derive

    def open_counted(
        kek: Kek, wrapped: bytes, *, subject: UUID, category: KeyCategory, key_ver: int
    ) -> KeyVersion:
        cost.openings += 1
        return opening(kek, wrapped, subject=subject, category=category, key_ver=key_ver)

    def derive_counted(key: FieldKey, info: bytes) -> bytes:
        cost.derivations += 1
        return deriving(key, info)

    before, written = on.store.queries, len(on.written)
    with monkeypatch.context() as patched:
        patched.setattr(Kek, "open", open_counted)
        patched.setattr(FieldKey, "derive", derive_counted)
        yield cost
    cost.queries = on.store.queries - before
    cost.leaves = len(on.written) - written


async def read(on: Scene, asked: Ask, ruling: Ruling, standings: list[Standing]) -> None:
    async with on.door.open(asked, ruling, standings, IN_FORCE) as opened:
        assert opened.grant is None


async def write(on: Scene, asked: Ask, ruling: Ruling, standings: list[Standing]) -> None:
    await on.door.turn_away(asked, ruling, standings)


@pytest.mark.parametrize("act", [read, write])
@pytest.mark.parametrize("asking", [looking, marketing])
async def test_a_miss_costs_the_same_whatever_it_misses(
    act: Callable[[Scene, Ask, Ruling, list[Standing]], Awaitable[None]],
    asking: Callable[[], tuple[Ask, Ruling]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Never seen, forbidden, restricted, erased: nobody can tell by what the answer cost."""
    on = await scene().met(PERSON)
    await on.met(STRANGER, without=tuple(KeyCategory))
    asked, ruling = asking()
    cases: dict[str, list[Standing]] = {
        "never seen": [],
        "forbidden": [stands(contract=False)],
        "restricted": [stands(state=SubjectState.RESTRICTED)],
        "erased": [stands(STRANGER)],
    }
    costs = {}
    for name, standings in cases.items():
        with counted(on, monkeypatch) as cost:
            await act(on, asked, ruling, standings)
        costs[name] = cost
    expected = costs["never seen"]
    assert dict.fromkeys(cases, expected) == costs
    assert (expected.queries, expected.derivations, expected.leaves) == (1, 1, 1)
    assert expected.openings > 0


async def test_somebody_merged_whose_keys_are_all_gone_is_missed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever asks cannot tell by the cost that she was there, nor of how many records she was."""
    hers = [UUID(int=7_000 + number) for number in range(3)]
    on = await scene().met(*hers, without=tuple(KeyCategory))
    asked, ruling = looking()
    with counted(on, monkeypatch) as erased:
        standings = [stands(who) for who in hers]
        opened = await on.door.admit(asked, ruling, standings, IN_FORCE, beside=2)
        assert opened.grant is None
    with counted(on, monkeypatch) as absent:
        await read(on, asked, ruling, [])
    assert erased == absent
    assert len({leaf.to_bytes() for leaf in on.written}) == 1


async def test_a_hit_opens_no_more_than_a_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    """Query, openings and leaf of a person who is shown are those of a number never seen."""
    on = await scene().met(PERSON)
    asked, ruling = looking()
    with counted(on, monkeypatch) as hit:
        async with on.door.open(asked, ruling, [stands()], IN_FORCE):
            pass
    with counted(on, monkeypatch) as miss:
        async with on.door.open(asked, ruling, [], IN_FORCE):
            pass
    assert miss == hit


async def test_a_write_about_an_erased_profile_costs_a_miss(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The keys were asked for, and were not there: they are not asked for again."""
    on = await scene().met(PERSON, without=tuple(KeyCategory))
    asked, ruling = looking()
    with counted(on, monkeypatch) as erased:
        with pytest.raises(KeyErased):
            await on.door.begin(
                asked, ruling, PERSON, basis=None, effect=None, is_new=False, is_paid=True
            )
        await on.door.turn_away(asked, ruling, [stands()], has_asked=True)
    with counted(on, monkeypatch) as absent:
        await on.door.turn_away(asked, ruling, [])
    assert erased == absent
    assert len({leaf.to_bytes() for leaf in on.written}) == 1


@pytest.mark.parametrize("known", [0, 1, 2, 3])
async def test_a_batch_costs_the_same_whomever_it_is_about(
    known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three asked about: some who may not be seen, one of them erased, or nobody at all."""
    people = [UUID(int=7_000 + number) for number in range(3)]
    on = await scene().met(*people[:2])
    await on.met(people[2], without=tuple(KeyCategory))
    asked, ruling = looking()
    batch = replace(asked, batch=3)
    with counted(on, monkeypatch) as cost:
        await read(on, batch, ruling, [stands(who, contract=False) for who in people[:known]])
    with counted(on, monkeypatch) as one:
        await read(on, asked, ruling, [])
    assert (cost.queries, cost.leaves) == (one.queries, one.leaves) == (1, 1)
    assert (cost.openings, cost.derivations) == (3 * one.openings, 3 * one.derivations)


async def test_a_batch_of_people_who_are_seen_costs_what_one_of_nobody_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before anything is opened of them."""
    people = [UUID(int=7_000 + number) for number in range(3)]
    on = await scene().met(*people)
    asked, ruling = looking()
    batch = replace(asked, batch=3)
    costs = []
    for standings in ([stands(who) for who in people], [stands(people[0])], []):
        with counted(on, monkeypatch) as cost:
            async with on.door.open(batch, ruling, standings, IN_FORCE) as opened:
                assert [each.subject for each in opened.seen] == [s.subject for s in standings]
        costs.append(cost)
    assert costs[0] == costs[1] == costs[2]
