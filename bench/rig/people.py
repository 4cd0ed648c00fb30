"""People to look up: rows sealed as the acts seal them, brought in by COPY.

An act commits two leaves and a transaction a row, which would take hours. So the rows are made
by the same parts (keyring, blind index, envelopes) and are equal in every column; what is missing
is the leaves of their writing, which no read looks at.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from asyncpg import BitString, Range

from bench.rig.lives import life_of
from bench.rig.unsealed import UNSEALED
from cdp.contacts.record import Address
from cdp.contacts.tables import contact
from cdp.identity.tables import identity_index, phone_identity, phone_ownership
from cdp.interactions.tables import call
from cdp.orders.tables import customer_order, order_line
from privacy.phone import Phone
from privacy.store.keys import subject_key
from privacy.store.subjects import NO_BITS, subject
from privacy.terms import DataCategory, KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import Sealed
from privacy.vault.opening import make_row, open_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import asyncpg
    from sqlalchemy import Table

    from bench.rig.lives import Call, Life, Order
    from cdp.wiring import Keys
    from privacy.grant import DataKey, Grant
    from privacy.vault.kek import Kek

AT_ONCE: Final = 1_000
"""People of one COPY."""

_ALLOCATION: Final = Phone.parse("13900000000")
_ALL: Final = tuple(KeyCategory)

Rows = dict["Table", list[dict[str, object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Seals what is written of one person."""

    person: UUID
    grant: Grant

    def seal(self, text: str, row: UUID, column: str, category: DataCategory) -> bytes:
        """The envelope of `text` for its place."""
        return Sealed.seal(
            text,
            grant=self.grant,
            subject=self.person,
            row=row,
            column=column,
            category=category,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Makes people, with the deployment's own keys."""

    keys: Keys
    kek: Kek | None
    """None: nothing is sealed, and there are no key rows."""

    now: datetime

    def press(self, people: range) -> Rows:
        """The rows of these people, by table, in an order that their references allow."""
        rows: Rows = defaultdict(list)
        for n in people:
            self.record([life_of(n, self.now)], rows)
        return rows

    def record(self, told: Sequence[Life], rows: Rows) -> UUID:
        """The rows of one record that holds all of `told`: a number and a contact of each."""
        person = uuid4()
        pen = Pen(person=person, grant=grant_for({person: self._keys(person, rows)}))
        rows[subject].append(
            {
                "id": person,
                "state": "LIVE",
                "age_band": "UNKNOWN",
                "granted": BitString(NO_BITS),
                "denied": BitString(NO_BITS),
                "valid_until": None,
                "contract_until": self.now + timedelta(days=730),
                "created_at": self.now,
            }
        )
        for n, life in enumerate(told, start=1):
            self._number(life, pen, rows)
            self._contact(life, n, pen, rows)
            for order in life.orders:
                self._order(order, pen, rows)
            for spoken in life.calls:
                self._call(spoken, pen, rows)
        return person

    def _keys(self, person: UUID, rows: Rows) -> Mapping[KeyCategory, DataKey]:
        if self.kek is None:
            return UNSEALED
        keys = make_row(person, _ALL, self.kek, key_ver=1, entropy=os.urandom)
        rows[subject_key].append(
            {
                "subject_id": person,
                "key_ver": 1,
                "created_at": self.now,
                **{name.value: keys.wrapped[name] for name in _ALL},
                **{f"{name.value}_shredded_at": None for name in _ALL},
            }
        )
        return open_rows(
            (keys,),
            _ALL,
            {self.kek.epoch: self.kek},
            handler=self.keys.handler,
            entropy=os.urandom,
        )

    def _number(self, life: Life, pen: Pen, rows: Rows) -> None:
        canonical, identity, row = life.e164, uuid4(), uuid4()
        rows[phone_identity].append(
            {
                "id": identity,
                "has_extension": False,
                "country": _ALLOCATION.country,
                "region": _ALLOCATION.region,
                "line_type": _ALLOCATION.line_type.value,
                "carrier_original": _ALLOCATION.carrier_original,
                "created_at": self.now,
            }
        )
        rows[identity_index].append(
            {
                "kind": "phone",
                "key_ver": self.keys.index.version,
                "bx": self.keys.index.token(canonical),
                "identity_id": identity,
            }
        )
        place = (row, "phone_ownership.e164", DataCategory.CONTACT_PHONE)
        rows[phone_ownership].append(
            {
                "subject_id": pen.person,
                "id": row,
                "identity_id": identity,
                "e164": pen.seal(canonical, *place),
                "during": Range(None, None),
                "role": "PRIMARY",
                "exclusive": True,
                "verification": "DECLARED",
                "verified_at": None,
                "state": "ACTIVE",
                "end_reason": None,
                "number_status": "ACTIVE",
                "status_checked_at": None,
                "last_answered_at": self.now,
            }
        )

    def _contact(self, life: Life, n: int, pen: Pen, rows: Rows) -> None:
        row = uuid4()
        address = Address(province="广东省", city="深圳市", street=life.street)
        said = {
            "name": (life.name, DataCategory.IDENTITY_NAME),
            "email": (life.email, DataCategory.CONTACT_EMAIL),
            "address": (address.stored(), DataCategory.CONTACT_ADDRESS),
        }
        rows[contact].append(
            {
                "subject_id": pen.person,
                "id": row,
                "n": n,
                "version": 1,
                "source": life.source,
                "role": "CUSTOMER",
                **{
                    name: pen.seal(text, row, f"contact.{name}", category)
                    for name, (text, category) in said.items()
                },
                "company": None,
                "notice_version": "2026-11",
                "occurred_at": self.now,
                "received_at": self.now,
            }
        )

    def _order(self, of: Order, pen: Pen, rows: Rows) -> None:
        row, column = uuid4(), "customer_order.external_no"
        rows[customer_order].append(
            {
                "subject_id": pen.person,
                "id": row,
                "source": "order-system",
                "external_no": pen.seal(of.external_no, row, column, DataCategory.COMMERCIAL_ORDER),
                "status": of.status,
                "total_minor": of.total_minor,
                "currency": of.currency,
                "placed_at": of.placed_at,
                "channel": of.channel,
                "lead_id": of.lead,
                "status_at": self.now,
                "agent": "oidc:order-system",
                "received_at": self.now,
            }
        )
        rows[order_line].append(
            {
                "subject_id": pen.person,
                "order_id": row,
                "n": 1,
                "product": "电水壶 1.5L",
                "quantity": 1,
                "unit_minor": of.total_minor,
            }
        )

    def _call(self, of: Call, pen: Pen, rows: Rows) -> None:
        row = uuid4()
        rows[call].append(
            {
                "subject_id": pen.person,
                "id": row,
                "source": "call-centre",
                "channel": "PHONE",
                "direction": of.direction,
                "started_at": of.started_at,
                "ring_s": 8,
                "talk_s": of.talk_s,
                "result": "ANSWERED",
                "outcome": of.outcome,
                "notes": pen.seal(of.notes, row, "call.notes", DataCategory.FREETEXT_CALL),
                "agent": "oidc:agent-7",
                "received_at": self.now,
            }
        )


async def copy(rows: Rows, data: asyncpg.Connection, keys: asyncpg.Connection) -> None:
    """Bring `rows` in: keys first, as acts do, then the tables in the order of `rows`."""
    for table, records in rows.items():
        # What a record leaves out is null, and the server refuses a null that may not be.
        names = list(records[0])
        await (keys if table is subject_key else data).copy_records_to_table(
            table.name,
            columns=names,
            records=[tuple(record[name] for name in names) for record in records],
        )
