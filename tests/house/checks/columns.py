"""Every column says what it holds: sealed, guarded or open."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, LargeBinary, MetaData
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.labels import Label, label_of
from privacy.terms import StorageClass
from tests.house.checks.source import PACKAGES, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

_REASON_LETTERS: Final = 5
"""A shorter reason explains nothing."""


def import_everything(packages: Iterable[str] = PACKAGES) -> list[str]:
    """Import every module, so that every table is known to its MetaData; their names."""
    names = [
        module.name
        for package in packages
        for module in pkgutil.walk_packages(
            importlib.import_module(package).__path__, f"{package}."
        )
    ]
    for name in names:
        importlib.import_module(name)
    return names


def unclassified_columns(*databases: MetaData) -> list[Fault]:
    """Columns without a label, or with one that their type contradicts."""
    return [
        Fault(path=f"{table.name}.{column.name}", problem=problem)
        for metadata in databases
        for table in metadata.sorted_tables
        for column in table.columns
        for problem in _problems(column)
    ]


def _problems(column: Column[object]) -> list[str]:
    label = label_of(column.info)
    if label is None:
        return ["unclassified: say sealed, guarded or opened in its info"]
    return [problem for problem in (_storage(column, label), _content(label)) if problem]


def _storage(column: Column[object], label: Label) -> str | None:
    kind = column.type.item_type if isinstance(column.type, ARRAY) else column.type
    if label.storage is StorageClass.SEALED and not isinstance(kind, LargeBinary):
        return "sealed, yet it could hold plain text: ciphertext is bytes"
    return None


def _content(label: Label) -> str | None:
    if label.storage is not StorageClass.OPEN:
        return None if label.category else "holds personal data of no category"
    if label.category:
        return "open, yet of a personal category"
    return None if len(label.reason) >= _REASON_LETTERS else "open without a reason"
