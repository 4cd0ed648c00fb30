"""The statement that chooses a field and the rule that says whose word stands choose the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Final
from uuid import UUID

import pytest
from sqlalchemy import bindparam, select, true
from sqlalchemy.dialects.postgresql import insert

from cdp.contacts.store import golden
from cdp.contacts.survivorship import Candidate, ContactField, Survivorship, survivors
from cdp.contacts.tables import contact
from privacy.store.statement import Statement
from privacy.store.subjects import CREATE, subject

if TYPE_CHECKING:
    from cdp.database.writer import Writer

AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
GIVEN: Final = (
    "subject_id",
    "id",
    "n",
    "version",
    "source",
    "role",
    "email",
    "email_confirmed_at",
    "notice_version",
    "occurred_at",
    "received_at",
)
WRITE: Final = Statement(
    "test.contact",
    insert(contact).values({name: bindparam(name, type_=contact.c[name].type) for name in GIVEN}),
)
KINDS: Final = tuple(product((True, False), (True, False), (1, 2), (0, 1)))
"""Every contact that the rule can tell apart: gives it, confirmed, its number, its hour."""

PEOPLE: Final = {
    UUID(int=place): tuple(
        Candidate(
            contact=UUID(int=2**64 * (place + 1) + n),
            source=f"source-{n}",
            is_verified=is_verified,
            n=count,
            occurred_at=AT + hour * HOUR,
            has_value=has_value,
        )
        for n, (has_value, is_verified, count, hour) in enumerate(kinds)
    )
    for place, kinds in enumerate([*product(KINDS, repeat=2), KINDS])
}
"""Every pair of them, and all of them at once."""


def chosen(strategy: Survivorship) -> Statement:
    field = golden("email", subject.c.id, true(), strategy=strategy).label("golden")
    return Statement("test.golden", select(subject.c.id, field))


@pytest.mark.parametrize(
    "strategy", [Survivorship.VERIFIED_FIRST, Survivorship.MOST_RECENT, Survivorship.OLDEST]
)
async def test_the_database_and_the_rule_hear_the_same_contact(
    strategy: Survivorship, writer: Writer
) -> None:
    """Of every two that can be told apart; the winner is the field's provenance."""
    async with writer.transaction() as tx:
        for person, candidates in PEOPLE.items():
            await tx.fetch(CREATE, subject=person, at=AT)
            for one in candidates:
                await tx.fetch(
                    WRITE,
                    subject_id=person,
                    id=one.contact,
                    n=one.n,
                    version=1,
                    source=one.source,
                    role="PROSPECT",
                    email=one.contact.bytes if one.has_value else None,
                    email_confirmed_at=AT if one.is_verified else None,
                    notice_version="2026-11",
                    occurred_at=one.occurred_at,
                    received_at=AT,
                )
    rows = await writer.fetch(chosen(strategy))
    found = {row["id"]: None if row["golden"] is None else tuple(row["golden"]) for row in rows}
    expected = {
        person: next(
            ((person, one.contact, one.contact.bytes) for one in survivors(strategy, candidates)),
            None,
        )
        for person, candidates in PEOPLE.items()
    }
    assert found == expected


def test_a_strategy_that_needs_more_than_a_row_has_no_statement() -> None:
    """A list of sources and a steward's choice come with those who keep them."""
    for strategy in (Survivorship.SOURCE_PRIORITY, Survivorship.MANUAL, Survivorship.UNION):
        with pytest.raises(KeyError):
            chosen(strategy)


@pytest.mark.parametrize("field", [ContactField.NAME, ContactField.EMAIL, ContactField.ADDRESS])
def test_a_field_of_a_profile_is_chosen_by_its_own_strategy(field: ContactField) -> None:
    """What was confirmed comes first."""
    statement = Statement(
        "test.golden", select(subject.c.id, golden(field.column, subject.c.id, true()))
    )
    assert f"{field.confirmed} IS NOT NULL DESC" in statement.text.replace("\n", " ")
