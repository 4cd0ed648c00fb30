"""Statements on what hangs on a contact: its further addresses, and its organisation."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from cdp.contacts.tables import contact_address, organisation
from privacy.store.statement import Statement, every_column

ADDRESSES: Final = Statement(
    "contacts.addresses",
    select(contact_address.c.id, contact_address.c.kind).where(
        contact_address.c.subject_id == bindparam("subject_id", type_=Uuid),
        contact_address.c.contact_id == bindparam("contact_id", type_=Uuid),
    ),
)
"""The further addresses that a contact has: a ciphertext is bound to its row's id."""

_ADDRESS: Final = insert(contact_address).values(every_column(contact_address))

WRITE_ADDRESS: Final = Statement(
    "contacts.write_address",
    _ADDRESS.on_conflict_do_update(
        index_elements=[contact_address.c.subject_id, contact_address.c.id],
        set_={
            "address": _ADDRESS.excluded.address,
            "received_at": _ADDRESS.excluded.received_at,
        },
    ),
)
"""A further address, new or renewed."""

_ORGANISATION: Final = insert(organisation).values(every_column(organisation))

ORGANISATION: Final = Statement(
    "contacts.organisation",
    _ORGANISATION.on_conflict_do_update(
        index_elements=[organisation.c.name, organisation.c.region],
        set_={
            "industry": func.coalesce(_ORGANISATION.excluded.industry, organisation.c.industry),
        },
    ).returning(organisation.c.id),
)
"""The organisation of that name and region, made where it is new. Its id."""
