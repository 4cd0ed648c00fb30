"""A look at a row gives what the turn gives of each part, and counts as it does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cdp.api.ids import Fact, Ids
from cdp.api.looking import Looking, Named, Shown
from cdp.api.turn import Turn
from privacy.grant import View
from privacy.terms import Effect, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import ClearCell
from tests.unit.plan.scene import CURSORS, IDS
from tests.unit.vault.rows import NAME, ORDER, PHONE, ThingFacts, thing_cells
from tests.unit.vault.scene import PERSON, ROW, STRANGER, field_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacy.grant import Grant
    from privacy.terms import DataCategory

SHOWN: Final = (
    Shown("Thing.name", ThingFacts.name),
    Shown("Thing.phone", ThingFacts.phone),
    Shown("Thing.amount", ThingFacts.amount),
    Shown("Thing.status", ThingFacts.status),
)
WHOLE: Final = View(effect=Effect.ALLOW)
SOME: Final = {NAME: WHOLE, PHONE: View(effect=Effect.MASK, mask=lambda text: f"{text[:3]}*")}


def grant(views: Mapping[DataCategory, View] | None = None) -> Grant:
    keys = {PERSON: dict.fromkeys(KeyCategory, field_key())}
    return grant_for(keys, views=SOME if views is None else views)


def turn(under: Grant | None, *, ids: Ids = IDS) -> Turn:
    return Turn(cursors=CURSORS, ids=ids, grant=under)


def test_a_look_gives_and_counts_what_the_turn_does() -> None:
    """Whole, masked, denied; of rows of hers and of others, after each of them."""
    looking = Looking(SHOWN)
    rows = [ThingFacts.of(thing_cells(subject=who, phone=None)) for who in (PERSON, STRANGER)]
    rows.append(ThingFacts.of(thing_cells()))
    for under in (grant(), grant(), grant({}), grant(dict.fromkeys((NAME, PHONE, ORDER), WHOLE))):
        one, other = turn(under), turn(under)
        look = looking(one)
        for row in rows:
            assert list(look(row)) == [other.value(*part, row) for part in SHOWN]
            assert one.reduced == other.reduced


def test_without_a_grant_everything_is_null_and_nothing_is_counted() -> None:
    """The row still has its name."""
    asked = turn(None)
    look = Looking([*SHOWN, Named(Fact.ORDER)])(asked)
    assert look(ThingFacts.of(thing_cells())) == (
        *(None, None, None, None),
        IDS.fact(Fact.ORDER, PERSON, ROW),
    )
    assert asked.reduced == Counter()


def test_names_are_the_ids_of_the_turn() -> None:
    """Of the row, and of what it is linked to; another deployment's turn gives its own."""
    link = ClearCell[UUID | None](2)
    looking = Looking([Named(Fact.LEAD, link), Named(Fact.ORDER)])
    linked, alone = (ThingFacts.of((PERSON, ROW, other)) for other in (STRANGER, None))
    theirs = Ids.derive(bytes(31) + b"\x01")
    for ids in (IDS, theirs, IDS):
        look = looking(turn(grant(), ids=ids))
        order = ids.fact(Fact.ORDER, PERSON, ROW)
        assert look(linked) == (ids.fact(Fact.LEAD, PERSON, STRANGER), order)
        assert look(alone) == (None, order)


def test_a_look_shows_nothing_once_its_grant_is_closed() -> None:
    """Neither one made before nor one made after."""
    looking, under = Looking(SHOWN), grant()
    before = looking(turn(under))
    under.close()
    for look in (before, looking(turn(under))):
        assert look(ThingFacts.of(thing_cells())) == (None,) * len(SHOWN)


def test_decisions_are_remembered_by_the_very_object_and_not_without_end() -> None:
    """A decision that is equal to another is another; what it shows is worked out anew."""
    looking, row = Looking(SHOWN[:1]), ThingFacts.of(thing_cells())
    for n in range(200):
        views = {NAME: View(effect=Effect.ALLOW if n % 2 else Effect.DENY)}
        assert looking(turn(grant(views)))(row) == ("张三" if n % 2 else None,)
        assert len(looking._seen) <= 64
