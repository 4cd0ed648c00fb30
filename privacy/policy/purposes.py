"""Reading the purposes: their grounds, and the rows that say who sees what."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.masking import MASKS
from privacy.policy.document import PurposeRule, Row, Shown, Title
from privacy.policy.reading import near, quoted
from privacy.terms import DataCategory, Effect, LegalBasis, Purpose, Role

if TYPE_CHECKING:
    from privacy.policy.reading import Reader

STEP_UP: Final = " after step-up"
"""Ends an entry of `show` that needs a fresh authentication."""

MASK: Final = "mask:"
"""Begins an entry of `show` that names a mask."""

_PLAIN: Final = MappingProxyType(
    {
        "full": Shown(effect=Effect.ALLOW),
        "own": Shown(effect=Effect.ALLOW, own_rows=True),
        "redact": Shown(effect=Effect.REDACT),
    }
)
_NOTHING: Final = Shown(effect=Effect.DENY)
_WRITABLE: Final = frozenset({Effect.ALLOW, Effect.MASK})


def read_title(table: Reader) -> Title:
    """The entry `title`, in both languages."""
    title = table.table("title")
    found = Title(zh=title.text("zh"), en=title.text("en"))
    title.done()
    return found


def read_purpose(
    purpose: Purpose, table: Reader, always_written: frozenset[DataCategory]
) -> PurposeRule:
    """The rule of one purpose."""
    found = PurposeRule(
        purpose=purpose,
        title=read_title(table),
        bases=table.words("bases", LegalBasis),
        necessary=table.flag("necessary"),
        exempt=table.flag("exempt"),
        case_reference=table.flag("case_reference"),
        every_consent=table.flag("every_consent"),
        rows=tuple(_row(row, always_written) for row in table.tables("row")),
    )
    table.done()
    return found


def _row(table: Reader, always_written: frozenset[DataCategory]) -> Row:
    show = _show(table.table("show"))
    besides = table.words("write", DataCategory) if table.has("write") else ()
    reveal = table.words("reveal", DataCategory) if table.has("reveal") else ()
    entrust = table.words("entrust", DataCategory) if table.has("entrust") else ()
    shown = {category for category, entry in show.items() if entry.effect in _WRITABLE}
    row = Row(
        roles=frozenset(table.words("roles", Role)),
        show=MappingProxyType(show),
        reveal=frozenset(reveal),
        writes=frozenset(shown | set(besides) | always_written),
        reads_ledger=table.flag("ledger"),
        entrust=frozenset(entrust),
    )
    table.done()
    return row


def _show(table: Reader) -> dict[DataCategory, Shown]:
    found: dict[DataCategory, Shown] = {}
    for key in table:
        entry = _shown(table, key)
        category = table.key_word(key, DataCategory)
        if category is not None:
            found[category] = entry
    return found


def _shown(table: Reader, key: str) -> Shown:
    """The entry `full`, `own`, `redact` or `mask:<strategy>`, perhaps after step-up."""
    text = table.text(key, ascii_only=True)
    after_step_up = text.endswith(STEP_UP)
    text = text.removesuffix(STEP_UP)
    plain = _PLAIN.get(text)
    if plain is not None:
        return Shown(effect=plain.effect, own_rows=plain.own_rows, after_step_up=after_step_up)
    mask = text.removeprefix(MASK)
    if text.startswith(MASK) and mask in MASKS:
        return Shown(effect=Effect.MASK, mask=mask, after_step_up=after_step_up)
    if text:
        known = [*_PLAIN, *(MASK + name for name in MASKS)]
        table.fault(key, f"{quoted(text)} is nothing that can be shown.{near(text, known)}")
    return _NOTHING
