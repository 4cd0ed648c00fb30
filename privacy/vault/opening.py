"""Opening: from the key rows of one person to data keys that seal and open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacy.terms import KeyCategory
from privacy.vault.envelope import KEY_BYTES, NONCE_BYTES
from privacy.vault.field_key import FieldKey, KeyVersion
from privacy.vault.kek_ring import kek_for
from privacy.vault.key_row import KeyRow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from uuid import UUID

    from privacy.vault.kek import Kek


def open_rows(
    rows: Sequence[KeyRow],
    categories: Collection[KeyCategory],
    keks: Mapping[int, Kek | None],
    *,
    handler: UUID,
    entropy: Callable[[int], bytes],
) -> dict[KeyCategory, FieldKey]:
    """The data keys of one person; a category that is missing or erased is absent.

    `rows` are all versions of that person's key row. A category that any of them calls erased is
    erased: an old row that was restored does not bring it back. Whoever is asked for by her audit
    key and has it no more was erased: nothing of hers is unwrapped, not even what is kept as proof.

    Raises:
        Tampered: a wrapped key does not authenticate for its person, column and version.
    """
    subject, erased = rows[0].subject, erased_of(rows)
    opened: dict[KeyCategory, FieldKey] = {}
    if KeyCategory.AUDIT in erased and KeyCategory.AUDIT in categories:
        return opened
    for category in categories:
        if category in erased:
            continue
        versions: dict[int, KeyVersion] = {}
        for row in rows:
            wrapped = row.wrapped.get(category)
            kek = None if wrapped is None else kek_for(wrapped, keks)
            if wrapped is not None and kek is not None:
                number = row.key_ver
                versions[number] = kek.open(
                    wrapped, subject=subject, category=category, key_ver=number
                )
        if versions:
            opened[category] = FieldKey(versions, handler=handler, subject=subject, entropy=entropy)
    return opened


def erased_of(rows: Sequence[KeyRow]) -> frozenset[KeyCategory]:
    """What was erased, in whichever version of a person's row."""
    return frozenset().union(*[row.shredded for row in rows])


def make_row(
    subject: UUID,
    categories: Collection[KeyCategory],
    kek: Kek,
    *,
    key_ver: int,
    entropy: Callable[[int], bytes],
) -> KeyRow:
    """A row of new random keys, wrapped by `kek`."""
    return KeyRow(
        subject=subject,
        key_ver=key_ver,
        wrapped={
            category: kek.wrap(
                entropy(KEY_BYTES),
                subject=subject,
                category=category,
                key_ver=key_ver,
                nonce=entropy(NONCE_BYTES),
            )
            for category in categories
        },
    )
