"""Commitment to the ciphertext of a row, so that putting an older cell back is seen.

Keyed by the audit key: once that is erased, a commitment in the ledger can be matched with nothing.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from privacy.grant import DataKey

COMMITMENT_BYTES: Final = 16
_CELLS: Final = b"cdp/cells/v1"


def commit_row(audit: DataKey, table: str, row: UUID, cells: Mapping[str, bytes]) -> bytes:
    """The 16 bytes that an outcome entry holds for one written row.

    `cells` maps column names to ciphertext. Each part is led by its length and columns are sorted,
    so that two different rows never give one message.
    """
    parts = [_led(table.encode()), row.bytes]
    for column in sorted(cells):
        parts += (_led(column.encode()), _led(cells[column]))
    return audit.mac(_CELLS, b"".join(parts))[:COMMITMENT_BYTES]


def _led(part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + part
