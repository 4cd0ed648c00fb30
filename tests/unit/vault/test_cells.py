"""A row opens cell by cell, and a reader gives of many rows what opening each would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import pytest

from privacy.errors import Tampered, UnknownWord
from privacy.grant import View
from privacy.terms import Effect, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import Facts, Guarded, Readable, Sealed, nothing
from tests.unit.vault.rows import NAME, ORDER, PHONE, PartFacts, Status, ThingFacts, thing_cells
from tests.unit.vault.scene import PERSON, ROW, STRANGER, field_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from privacy.grant import DataKey, Grant

ALLOW: Final = View(effect=Effect.ALLOW)
CELLS: Final[Mapping[str, Readable[ThingFacts, object]]] = {
    "name": ThingFacts.name,
    "phone": ThingFacts.phone,
    "chosen": ThingFacts.chosen,
    "status": ThingFacts.status,
    "amount": ThingFacts.amount,
    "length": ThingFacts.length,
    "worth": ThingFacts.worth,
}
WHOLE: Final = ("张三", "+8613800138000", "李四", Status.OPEN, 4200, 3, "7 x 4200")
each_cell = pytest.mark.parametrize("name", list(CELLS))


def keys(who: UUID = PERSON) -> dict[UUID, Mapping[KeyCategory, DataKey]]:
    return {who: dict.fromkeys(KeyCategory, field_key(subject=who))}


def under(view: View) -> Grant:
    return grant_for(keys(), views=dict.fromkeys((NAME, PHONE, ORDER), view))


def read(grant: Grant, row: ThingFacts) -> list[object]:
    return [cell.reader(grant)(row) for cell in CELLS.values()]


def opened(grant: Grant, row: ThingFacts) -> list[object]:
    held: list[Sealed | Guarded[object] | None] = [getattr(row, name) for name in CELLS]
    return [None if value is None else value.open(grant) for value in held]


def test_a_row_opens_cell_by_cell() -> None:
    """By the row and by the cell alike."""
    row = ThingFacts.of(thing_cells())
    assert list(WHOLE) == opened(under(ALLOW), row) == read(under(ALLOW), row)


def test_what_nobody_is_in_is_read_as_it_is() -> None:
    """Ids, versions, kinds; through the row and, of many rows, through the cell."""
    row = ThingFacts.of(thing_cells())
    assert (row.subject, row.id, row.version, row.kind) == (PERSON, ROW, 7, Status.DONE)
    assert (ThingFacts.version.read(row), ThingFacts.kind.read(row)) == (7, Status.DONE)
    assert ThingFacts.kind.read(ThingFacts.of(thing_cells(kind=None))) is None


@each_cell
def test_a_cell_says_of_which_category_it_is(name: str) -> None:
    """As what it opens from one row does."""
    row = ThingFacts.of(thing_cells())
    assert CELLS[name].category is getattr(row, name).category


def test_null_is_none() -> None:
    """Nothing is there to convert or to decrypt; a guarded null is guarded as any value is."""
    nulls = dict.fromkeys(("name", "phone", "status", "amount", "length", "chosen"))
    row, grant = ThingFacts.of(thing_cells(**nulls)), under(ALLOW)
    assert [None] * 6 + ["7 x None"] == read(grant, row) == opened(grant, row)
    assert (row.name, row.chosen) == (None, None)
    assert isinstance(row.status, Guarded)


def test_a_masked_text_is_masked_and_a_masked_fact_is_not_shown() -> None:
    """A mask is a rule for text."""
    grant = under(View(effect=Effect.MASK, mask=lambda text: f"{text[0]}*"))
    row = ThingFacts.of(thing_cells())
    shown = ["张*", "+*", "李*", None, None, None, None]
    assert shown == read(grant, row) == opened(grant, row)


@each_cell
@pytest.mark.parametrize(
    "view",
    [
        View(effect=Effect.DENY),
        View(effect=Effect.REDACT),
        View(effect=Effect.MASK, mask_name="nobody supplied it"),
    ],
    ids=lambda view: view.effect.value,
)
def test_the_reader_of_what_is_not_shown_reads_nothing(name: str, view: View) -> None:
    """It is one function, so that whoever writes answers can tell before any row is there."""
    grant = under(view)
    reader = CELLS[name].reader(grant)
    assert reader is nothing
    assert reader(ThingFacts.of(thing_cells())) is None
    assert getattr(ThingFacts.of(thing_cells()), name).open(grant) is None


def test_where_nothing_is_shown_no_word_and_no_ciphertext_is_looked_at() -> None:
    """What the database holds there may be anything."""
    row, grant = (
        ThingFacts.of(thing_cells(status="GONE", name=b"none of ours")),
        under(View(effect=Effect.DENY)),
    )
    assert [None] * 7 == read(grant, row) == opened(grant, row)


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        (KeyCategory.IDENTITY, ["张三", None, "李四", None, None, None, None]),
        (KeyCategory.CONTACT, [None, "+8613800138000", None, None, None, None, None]),
        (KeyCategory.TRANSACTION, [None, None, None, Status.OPEN, 4200, 3, "7 x 4200"]),
        (KeyCategory.AUDIT, [None] * 7),
    ],
)
def test_a_cell_whose_key_is_erased_reads_as_nothing(
    held: KeyCategory, shown: list[object]
) -> None:
    """Each category for itself."""
    grant, row = grant_for({PERSON: {held: field_key()}}), ThingFacts.of(thing_cells())
    assert shown == read(grant, row) == opened(grant, row)


def test_a_row_of_somebody_whose_key_is_not_held_reads_as_nothing() -> None:
    """Beside rows of a person whose key is."""
    grant, row = under(ALLOW), ThingFacts.of(thing_cells(subject=STRANGER))
    assert [None] * 7 == read(grant, row) == opened(grant, row)


def test_a_sealed_cell_that_was_moved_is_found_out() -> None:
    """To another person's row, another row or another column."""
    cells = thing_cells()
    moved = (
        (ThingFacts.name, thing_cells(id=STRANGER)),
        (ThingFacts.name, thing_cells(name=cells[7][2])),
        (ThingFacts.chosen, thing_cells(chosen=(PERSON, STRANGER, cells[7][2]))),
        (ThingFacts.name, thing_cells(subject=STRANGER)),
    )
    grant = grant_for(keys(PERSON) | keys(STRANGER))
    for cell, row in moved:
        with pytest.raises(Tampered):
            cell.reader(grant)(ThingFacts.of(row))


@each_cell
def test_a_reader_gives_nothing_once_its_grant_is_closed(name: str) -> None:
    """Whoever kept it has kept no key: neither a reader made before nor one made after."""
    grant, row = under(ALLOW), ThingFacts.of(thing_cells())
    before = CELLS[name].reader(grant)
    assert before(row) is not None
    grant.close()
    assert before(row) is None
    assert CELLS[name].reader(grant) is nothing
    assert getattr(row, name).open(grant) is None


def test_a_reader_gives_nothing_once_the_keys_are_handed_over() -> None:
    """To another grant, whose readers read."""
    first, row = under(ALLOW), ThingFacts.of(thing_cells())
    before = [cell.reader(first) for cell in CELLS.values()]
    second = grant_for(first.hand_over())
    assert [None] * 7 == [reader(row) for reader in before] == read(first, row)
    assert list(WHOLE) == read(second, row)


def test_a_word_that_its_enumeration_lacks_fails_its_own_cell() -> None:
    """When it is read: the row and its other cells stand, and the error does not say the word."""
    row, grant = ThingFacts.of(thing_cells(status="张三", kind="张三")), under(ALLOW)
    assert row.amount.open(grant) == 4200
    openings: tuple[Callable[[], object], ...] = (
        lambda: row.status.open(grant),
        lambda: ThingFacts.status.reader(grant)(row),
        lambda: row.kind,
    )
    for opening in openings:
        with pytest.raises(UnknownWord) as caught:
            opening()
        assert str(caught.value).startswith("Status: The database holds a word")
        assert (caught.value.kind, caught.value.args, caught.value.__cause__) == (
            "Status",
            (),
            None,
        )


def test_rows_that_hang_on_a_row_are_its_person_s() -> None:
    """They open as she does, whether they say themselves whose they are or not."""
    row, grant = ThingFacts.of(thing_cells()), under(ALLOW)
    first, second = row.parts
    assert (first.count.open(grant), second.count.open(grant)) == (2, 3)
    note = PartFacts.note.reader(grant)
    assert (note(first), note(second), second.note) == ("chipped", None, None)
    assert {PERSON} == {part.subject for part in ThingFacts.parts.read(row)}
    assert ThingFacts.of(thing_cells(parts=None)).parts == ()


def test_rows_of_one_person_share_her_id_and_a_stranger_s_row_keeps_its_own() -> None:
    """One object, whose hash is reckoned once; never at the price of whose a row is."""
    hers, other = ThingFacts.below(
        PERSON, [thing_cells(subject=UUID(int=PERSON.int)), thing_cells(subject=STRANGER)]
    )
    assert hers.subject is ThingFacts.sharing(PERSON, thing_cells()).subject is PERSON
    assert other.subject == STRANGER
    assert ThingFacts.sharing(PERSON, thing_cells(subject=STRANGER)).subject == STRANGER


def test_a_row_is_equal_to_itself_alone() -> None:
    """Comparing two would tell whether they say the same."""
    row, same = (ThingFacts.of(thing_cells()) for _ in range(2))
    assert row != same
    assert len({row, same}) == 2


def test_making_a_row_reads_no_cell() -> None:
    """Beyond whose it is and which: a row of a hundred cells costs what a row of ten costs."""

    class Counting:
        asked: Final[list[int]] = []

        def __getitem__(self, position: int) -> UUID:
            self.asked.append(position)
            return PERSON

    ThingFacts.of(Counting())
    Facts(PERSON, Counting())
    assert Counting.asked == [0, 1]
