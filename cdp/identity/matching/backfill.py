"""Rows of which no token was made yet: filed before there were tokens, or under another key.

    in_force ──left──► rows without a token ──► standing, where allowed

Indexes: pk_contact and the one of addresses' kinds for the order, pk_match_token for the rest.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
    Uuid,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.contacts.tables import contact, contact_address
from cdp.identity.match_tables import match_token
from cdp.identity.matching.profiles import KEY_VER
from privacy.grant import Grant
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement
from privacy.terms import DataCategory
from privacy.vault import ClearCell, Guarded, GuardedCell, KeyedFacts, SealedCell

CONTACT_COLUMNS: Final = (
    *("subject_id", "id", "name", "phonetic_name", "email", "address", "company"),
    *("birth_month", "birth_day", "received_at"),
    *(field.confirmed for field in ContactField),
)
ADDRESS_COLUMNS: Final = ("subject_id", "id", "address", "received_at")

_at = CONTACT_COLUMNS.index
_NAME: Final = DataCategory.IDENTITY_NAME
_BORN: Final = DataCategory.DEMOGRAPHIC_BIRTHDATE

CATEGORIES: Final = frozenset(
    {_NAME, _BORN, DataCategory.CONTACT_EMAIL, DataCategory.CONTACT_ADDRESS}
)
"""What is opened to make tokens."""


def _confirmed(field: ContactField) -> GuardedCell[datetime | None]:
    return GuardedCell(_at(field.confirmed), CATEGORY[field])


class Untold(KeyedFacts):
    """A contact of which no token was made: a row of CONTACT_COLUMNS."""

    __slots__ = ()

    name = SealedCell(_at("name"), "contact.name", _NAME)
    phonetic_name = SealedCell(_at("phonetic_name"), "contact.phonetic_name", _NAME)
    email = SealedCell(_at("email"), "contact.email", DataCategory.CONTACT_EMAIL)
    address = SealedCell(_at("address"), "contact.address", DataCategory.CONTACT_ADDRESS)
    company = SealedCell(_at("company"), "contact.company", _NAME)
    birth_month = GuardedCell[int | None](_at("birth_month"), _BORN)
    birth_day = GuardedCell[int | None](_at("birth_day"), _BORN)
    received_at = ClearCell[datetime](_at("received_at"))
    name_confirmed_at = _confirmed(ContactField.NAME)
    email_confirmed_at = _confirmed(ContactField.EMAIL)
    address_confirmed_at = _confirmed(ContactField.ADDRESS)
    company_confirmed_at = _confirmed(ContactField.COMPANY)
    birthday_confirmed_at = _confirmed(ContactField.BIRTHDAY)

    def is_confirmed(self, field: ContactField, grant: Grant) -> bool:
        """Whether she confirmed `field`."""
        at: Guarded[datetime | None] = getattr(self, field.confirmed)
        return at.open(grant) is not None


class UntoldAddress(KeyedFacts):
    """A further address of which no token was made: a row of ADDRESS_COLUMNS."""

    __slots__ = ()

    address = SealedCell(2, "contact_address.address", DataCategory.CONTACT_ADDRESS)
    received_at = ClearCell[datetime](3)


def _statement(name: str, table: Table, columns: tuple[str, ...]) -> Statement:
    force = in_force()
    stands = standing(table.c.subject_id, name="stands")
    rows = (
        select(
            func.row(*(table.c[each] for each in columns)).label("cells"),
            table.c.id.label("row_id"),
            _written(table).label("written"),
            *(
                stands.c[each]
                for each in (
                    *("subject_id", "state", "age_band", "contract", "consent"),
                    "denied_elsewhere",
                )
            ),
        )
        .join(stands, stands.c.allowed)
        .where(
            tuple_(table.c.subject_id, table.c.id)
            > tuple_(bindparam("after_subject", type_=Uuid), bindparam("after_row", type_=Uuid)),
            _says_something(table, columns),
            ~_is_told(table),
        )
        .order_by(table.c.subject_id, table.c.id)
        .limit(bindparam("first", type_=Integer))
        .lateral("rows")
    )
    clause: Select[tuple[object, ...]] = (
        select(force.c.policy, force.c.owed, *rows.c)
        .select_from(force)
        .outerjoin(rows, true())
        .order_by(rows.c.subject_id, rows.c.row_id)
    )
    return Statement(name, clause)


def _written(table: Table) -> ColumnElement[str]:
    """By which write a row stands: any other since then is another."""
    return cast(literal_column(f"{table.name}.xmin"), String)


def _still(name: str, table: Table) -> Statement:
    seen = (
        func.unnest(
            bindparam("subjects", type_=ARRAY(Uuid)),
            bindparam("rows", type_=ARRAY(Uuid)),
            bindparam("written", type_=ARRAY(String)),
        )
        .table_valued(
            column("subject_id", Uuid), column("id", Uuid), column("written", String), name="seen"
        )
        .render_derived()
    )
    is_same = and_(table.c.subject_id == seen.c.subject_id, table.c.id == seen.c.id)
    return Statement(
        name,
        select(table.c.id)
        .select_from(seen)
        .join(table, is_same)
        .where(_written(table) == seen.c.written, ~_is_told(table)),
    )


def _says_something(table: Table, columns: tuple[str, ...]) -> ColumnElement[bool]:
    compared = {"name", "email", "address", "company", "birth_month"}
    return or_(*(table.c[each].is_not(None) for each in columns if each in compared))


def _is_told(table: Table) -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            match_token.c.subject_id == table.c.subject_id,
            match_token.c.row_id == table.c.id,
            match_token.c.key_ver == KEY_VER,
        )
        .correlate(table)
        .exists()
    )


UNTOLD: Final = _statement("matching.untold", contact, CONTACT_COLUMNS)
"""Contacts without tokens, of people whom the ruling reaches, from a place on.

`written` says by which write a row stands. Binds: those of `standing`, key_ver, after_subject,
after_row, first.
"""

UNTOLD_ADDRESSES: Final = _statement("matching.untold_addresses", contact_address, ADDRESS_COLUMNS)
"""Further addresses without tokens. Binds: as `UNTOLD`."""

STILL: Final = _still("matching.still", contact)
"""Which of these contacts say what they said when they were read, and have no token yet.

Ask it while their people are held. Index: pk_contact. Binds: subjects, rows, written, key_ver.
"""

STILL_ADDRESSES: Final = _still("matching.still_addresses", contact_address)
"""Which of these further addresses do. Index: pk_contact_address. Binds: as `STILL`."""
