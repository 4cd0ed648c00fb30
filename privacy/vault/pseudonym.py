"""Pseudonym: how the access ledger names a person, until the audit key is erased.

The ledger is never changed, so it must not name anybody for good. With the audit key gone, nobody
who holds the subject's id and the whole ledger can tell which entries were about them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.grant import DataKey

PSEUDONYM_BYTES: Final = 16


def pseudonym(audit: DataKey, handler: UUID, subject: UUID) -> bytes:
    """The 16 bytes that stand for `subject` in ledger entries. Source: security.md §2.3.8."""
    info = b"cdp/log-subject/v1\x00" + handler.bytes + subject.bytes
    return audit.derive(info)[:PSEUDONYM_BYTES]
