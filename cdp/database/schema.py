"""Schema: what the code declares for each database, once every noun's tables are loaded."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Final

import cdp
import privacy.store
from cdp.database.dsn import Database
from privacy.store import databases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import MetaData

SCHEMA: Final[Mapping[Database, MetaData]] = {
    Database.DATA: databases.DATA,
    Database.KEYS: databases.KEYS,
    Database.LEDGER: databases.LEDGER,
}
"""The tables declared so far. `load` completes it."""

_TABLES: Final = "tables"
"""How the names of the modules end in which a noun of the service declares its tables."""


def load() -> None:
    """Import every module that declares tables, so that none is missed because nobody asked.

    Those are the modules of `privacy.store`, and each noun's `tables` and `…_tables` under `cdp`.
    """
    for name in sorted(_modules()):
        importlib.import_module(name)


def _modules() -> Iterator[str]:
    for module in pkgutil.iter_modules(privacy.store.__path__, "privacy.store."):
        yield module.name
    for noun in pkgutil.iter_modules(cdp.__path__, "cdp."):
        if noun.ispkg:
            package = importlib.util.find_spec(noun.name)
            places = package.submodule_search_locations if package is not None else None
            for module in pkgutil.iter_modules(places, f"{noun.name}."):
                if module.name.rpartition(".")[2].endswith(_TABLES):
                    yield module.name
