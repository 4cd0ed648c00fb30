"""A sheet gives of a row, at once, what the readers of its cells give, and names besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import pytest

from privacy.errors import Tampered
from privacy.grant import View
from privacy.terms import Effect, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import ClearCell, GuardedCell, KeyedFacts, Sheet
from tests.unit.vault.rows import NAME, ORDER, PHONE, PartFacts, Status, ThingFacts, thing_cells
from tests.unit.vault.scene import PERSON, ROW, STRANGER, field_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacy.grant import Grant

ALLOW: Final = View(effect=Effect.ALLOW)
CELLS: Final = (
    *(ThingFacts.name, ThingFacts.phone, ThingFacts.chosen, ThingFacts.status),
    *(ThingFacts.amount, ThingFacts.length, ThingFacts.worth),
)
WHOLE: Final = ("张三", "+8613800138000", "李四", Status.OPEN, 4200, 3, "7 x 4200")
NOTHING: Final = (None,) * len(CELLS)


class LinkedFacts(KeyedFacts):
    """A row that names another."""

    __slots__ = ()

    other = ClearCell[UUID | None](2)
    amount = GuardedCell[int](3, ORDER)


def under(view: View, *held: KeyCategory) -> Grant:
    keys = {PERSON: dict.fromkeys(held or KeyCategory, field_key())}
    return grant_for(keys, views=dict.fromkeys((NAME, PHONE, ORDER), view))


def seen(grant: Grant, row: ThingFacts) -> Sequence[object]:
    return Sheet.of(grant.views, CELLS).under(grant)(row)


def spelled(subject: UUID, row: UUID) -> str:
    return f"{subject}/{row}"


def other_of(subject: UUID, row: UUID) -> str:
    return f"other {spelled(subject, row)}"


def test_a_sheet_reads_every_kind_of_cell_in_its_order() -> None:
    """A word stands for its member, which equals it."""
    assert seen(under(ALLOW), ThingFacts.of(thing_cells())) == WHOLE


def test_a_masked_text_is_masked_and_a_masked_fact_is_not_shown() -> None:
    """A mask is a rule for text."""
    grant = under(View(effect=Effect.MASK, mask=lambda text: f"{text[0]}*"))
    shown = ("张*", "+*", "李*", None, None, None, None)
    assert seen(grant, ThingFacts.of(thing_cells())) == shown


@pytest.mark.parametrize(
    "view",
    [
        View(effect=Effect.DENY),
        View(effect=Effect.REDACT, mask=str),
        View(effect=Effect.MASK, mask_name="nobody supplied it"),
    ],
    ids=lambda view: view.effect.value,
)
def test_what_is_not_shown_is_not_looked_at(view: View) -> None:
    """The database may hold anything there; of a category that nobody named the same."""
    row = ThingFacts.of(thing_cells(status="GONE", name=b"none of ours", chosen=7))
    assert seen(under(view), row) == NOTHING
    assert seen(grant_for({}, views={}), row) == NOTHING


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        (KeyCategory.IDENTITY, ("张三", None, "李四", None, None, None, None)),
        (KeyCategory.CONTACT, (None, "+8613800138000", None, None, None, None, None)),
        (KeyCategory.TRANSACTION, (None, None, None, Status.OPEN, 4200, 3, "7 x 4200")),
        (KeyCategory.AUDIT, NOTHING),
    ],
)
def test_what_is_under_an_erased_key_reads_as_nothing(
    held: KeyCategory, shown: tuple[object, ...]
) -> None:
    """Each category for itself, whatever else is on the sheet."""
    assert seen(under(ALLOW, held), ThingFacts.of(thing_cells())) == shown


def test_a_row_of_somebody_whose_key_is_not_held_reads_as_nothing() -> None:
    """Beside rows of a person whose key is: by one look."""
    grant = under(ALLOW)
    look = Sheet.of(grant.views, CELLS).under(grant)
    hers, other = (ThingFacts.of(thing_cells(subject=who)) for who in (PERSON, STRANGER))
    assert (look(hers), look(other), look(hers)) == (WHOLE, NOTHING, WHOLE)


def test_null_is_none() -> None:
    """Nothing is there to decrypt."""
    nulls = dict.fromkeys(("name", "phone", "status", "amount", "length", "chosen"))
    assert seen(under(ALLOW), ThingFacts.of(thing_cells(**nulls))) == (*NOTHING[1:], "7 x None")


def test_a_sealed_cell_that_was_moved_is_found_out() -> None:
    """To another row, or from another column."""
    cells = thing_cells()
    for moved in (thing_cells(id=STRANGER), thing_cells(name=cells[7][2])):
        with pytest.raises(Tampered):
            seen(under(ALLOW), ThingFacts.of(moved))


def test_a_look_gives_nothing_once_its_grant_is_closed() -> None:
    """Whoever kept it has kept no key."""
    grant, row = under(ALLOW), ThingFacts.of(thing_cells())
    look = Sheet.of(grant.views, CELLS).under(grant)
    assert look(row) == WHOLE
    grant.close()
    assert look(row) == NOTHING
    assert seen(grant, row) == NOTHING


def test_a_sheet_is_read_under_its_own_decision_alone() -> None:
    """Keys that another decision gave are not read by it, neither before nor after their end."""
    sheet, other = Sheet.of(under(ALLOW).views, CELLS), under(ALLOW)
    for _ in range(2):
        with pytest.raises(ValueError, match="the decision that it was made of"):
            sheet.under(other)
        other.close()


def test_one_sheet_serves_many_grants_of_one_decision() -> None:
    """It holds no key of any."""
    first = under(ALLOW)
    second = grant_for({STRANGER: {KeyCategory.TRANSACTION: field_key()}}, views=first.views)
    sheet = Sheet.of(first.views, [ThingFacts.amount])
    hers, other = (ThingFacts.of(thing_cells(subject=who)) for who in (PERSON, STRANGER))
    looks = [sheet.under(grant) for grant in (first, second)]
    assert [[look(row) for row in (hers, other)] for look in looks] == [
        [(4200,), (None,)],
        [(None,), (4200,)],
    ]


def test_a_row_and_what_it_is_linked_to_are_named_whatever_is_shown() -> None:
    """Each by its own function, in order; a link that is not there has no name."""
    grant = under(ALLOW)
    parts = [None, LinkedFacts.amount, LinkedFacts.other]
    linked, alone = (LinkedFacts.of((PERSON, ROW, other, 7)) for other in (STRANGER, None))
    look = Sheet.of(grant.views, parts).under(grant, [spelled, other_of])
    assert look(linked) == (f"{PERSON}/{ROW}", 7, f"other {PERSON}/{STRANGER}")
    assert look(alone) == (f"{PERSON}/{ROW}", 7, None)
    grant.close()
    assert look(linked) == (f"{PERSON}/{ROW}", None, f"other {PERSON}/{STRANGER}")


def test_without_a_grant_a_sheet_of_no_views_names_and_shows_nothing() -> None:
    """And one of views cannot be read."""
    row = LinkedFacts.of((PERSON, ROW, STRANGER, 7))
    parts = [None, LinkedFacts.amount]
    assert Sheet.of({}, parts).under(None, [spelled])(row) == (f"{PERSON}/{ROW}", None)
    with pytest.raises(TypeError):
        Sheet.of({ORDER: ALLOW}, parts).under(None, [spelled])


def test_sheets_of_one_shape_share_their_text() -> None:
    """It is the same whatever the decision's masks, the columns' names and the keys are."""
    masked = View(effect=Effect.MASK, mask=str.upper)
    one, *others = (
        Sheet.of({NAME: ALLOW}, [ThingFacts.name]),
        Sheet.of({NAME: masked}, [ThingFacts.name]),
        Sheet.of({NAME: ALLOW}, [PartFacts.note]),
    )
    assert {one.make} == {other.make for other in others}
    assert one.make is not Sheet.of({}, [ThingFacts.name]).make
