"""A reader gives what opening gives, whatever the decision, the keys and the row are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from privacy.errors import PrivacyError, UnknownWord
from privacy.grant import View
from privacy.terms import DataCategory, Effect, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import Guarded, Readable, Sealed, Sheet
from tests.unit.vault.rows import NAME, ORDER, PHONE, Status, ThingFacts, thing_cells
from tests.unit.vault.scene import PERSON, ROW, STRANGER, field_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from privacy.grant import Grant
    from privacy.vault import Cells

T = TypeVar("T")

READERS: Final[dict[str, Readable[ThingFacts, object]]] = {
    "name": ThingFacts.name,
    "phone": ThingFacts.phone,
    "status": ThingFacts.status,
    "amount": ThingFacts.amount,
    "length": ThingFacts.length,
    "chosen": ThingFacts.chosen,
    "worth": ThingFacts.worth,
}
PEOPLE: Final = (PERSON, STRANGER)

views = st.builds(
    View,
    effect=st.sampled_from(Effect),
    mask=st.sampled_from([None, lambda text: f"{text[:1]}*", lambda _: ""]),
)
decisions = st.dictionaries(st.sampled_from([NAME, PHONE, ORDER]), views)
held = st.dictionaries(
    st.sampled_from(PEOPLE), st.sets(st.sampled_from(KeyCategory)).map(sorted), max_size=2
)
ciphertexts = st.one_of(
    st.none(),
    st.binary(max_size=70),
    st.builds(
        lambda text, who, column: field_key(subject=who).seal(text, row=ROW, column=column),
        st.one_of(st.text(max_size=40).map(str.encode), st.just(b"8613800138000")),
        st.sampled_from(PEOPLE),
        st.sampled_from(["thing.name", "thing.phone", "contact.name"]),
    ),
)
rows = st.fixed_dictionaries(
    {},
    optional={
        "subject": st.sampled_from(PEOPLE),
        "id": st.sampled_from([ROW, STRANGER]),
        "name": ciphertexts,
        "phone": ciphertexts,
        "status": st.sampled_from([None, *Status, "GONE"]),
        "amount": st.one_of(st.none(), st.integers()),
        "length": st.one_of(st.none(), st.text()),
        "chosen": st.one_of(
            st.none(), st.tuples(st.just(PERSON), st.sampled_from([ROW, STRANGER]), ciphertexts)
        ),
    },
)


def outcome(opening: Callable[[], object]) -> object:
    """What opening gives, or the kind of error; an error of any other type passes through."""
    try:
        return opening()
    except PrivacyError as refused:
        return type(refused)


def by_hand(cells: Cells, grant: Grant) -> dict[str, Callable[[], object]]:
    """How each cell is opened where nobody knows of rows."""
    subject, row, chosen = cells[0], cells[1], cells[7]

    def text(sealed: bytes | None, place: UUID, column: str, of: DataCategory) -> str | None:
        if sealed is None:
            return None
        return Sealed(sealed, subject=subject, row=place, column=column, category=of).open(grant)

    def fact(value: T) -> T | None:
        return Guarded(value, subject=subject, category=ORDER).open(grant)

    def word(value: str | None) -> Status | None:
        if value is None:
            return None
        if value not in set(Status):
            raise UnknownWord("Status")
        return Status(value)

    return {
        "name": lambda: text(cells[2], row, "thing.name", NAME),
        "phone": lambda: text(cells[3], row, "thing.phone", PHONE),
        "chosen": lambda: chosen and text(chosen[2], chosen[1], "contact.name", NAME),
        "status": lambda: word(fact(cells[4])),
        "amount": lambda: fact(cells[5]),
        "length": lambda: None if fact(cells[6]) is None else len(cells[6]),
        "worth": lambda: fact(f"{cells[8]} x {cells[5]}"),
    }


def only(look: Callable[[ThingFacts], Sequence[object]], row: ThingFacts) -> object:
    """What a look of one cell gives."""
    [value] = look(row)
    return value


def opened_of(row: ThingFacts, name: str, grant: Grant) -> object:
    """What the row's own attribute opens to."""
    value: Sealed | Guarded[object] | None = getattr(row, name)
    return None if value is None else value.open(grant)


@given(decisions, held, rows, st.booleans())
def test_a_reader_gives_what_opening_gives(
    shown: dict[DataCategory, View],
    keys: dict[UUID, list[KeyCategory]],
    said: dict[str, object],
    is_closed: bool,  # noqa: FBT001 - Hypothesis hands it over
) -> None:
    """Every effect, keys that are missing, strangers' rows, nulls, and bytes that are not ours."""
    opened = {who: {each: field_key(subject=who) for each in some} for who, some in keys.items()}
    grant = grant_for(opened, views=shown)
    readers = {name: cell.reader(grant) for name, cell in READERS.items()}
    looks = {name: Sheet.of(grant.views, [cell]).under(grant) for name, cell in READERS.items()}
    together = Sheet.of(grant.views, list(READERS.values())).under(grant)
    if is_closed:
        grant.close()
    cells = thing_cells(**said)
    row = ThingFacts.of(cells)
    looked: dict[str, object] = {}
    for name, opening in by_hand(cells, grant).items():
        expected = outcome(opening)
        assert expected == outcome(partial(readers[name], row))
        assert expected == outcome(partial(opened_of, row, name, grant))
        looked[name] = outcome(partial(only, looks[name], row))
        # A sheet leaves it to whoever looks a word up to find out that it is none.
        assert looked[name] == (cells[4] if expected is UnknownWord else expected)
    faults: list[object] = [value for value in looked.values() if isinstance(value, type)]
    everything = tuple(looked[name] for name in READERS)
    assert outcome(partial(together, row)) in (faults or [everything])
