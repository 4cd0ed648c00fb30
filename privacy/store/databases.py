"""Three databases, three fates: data may be restored, keys must die in time, the ledger only grows.

Every table of the service belongs to one of these MetaData objects; the migrations, the
classification registry and `cdp db check` read them.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

_NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

DATA: Final = MetaData(naming_convention=_NAMES)
"""`cdp`: people and their records, sealed."""

KEYS: Final = MetaData(naming_convention=_NAMES)
"""`cdp_keys`: wrapped data keys. Its archives live seven days at most."""

LEDGER: Final = MetaData(naming_convention=_NAMES)
"""`cdp_ledger`: the access ledger, append-only."""
