"""The words of a leaf: what each text in it may be.

A leaf lives for years and is read by strangers, so it holds codes only. Whatever is not in a
closed list has a pattern here that prose, names, e-mail addresses and telephone numbers do not
fit.
"""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final, TypeAlias

from privacy.errors import InvalidLeaf
from privacy.terms import DataCategory, Effect

if TYPE_CHECKING:
    from collections.abc import Mapping


Pattern: TypeAlias = re.Pattern[str]


@unique
class Decision(StrEnum):
    """What came of it: of an ask (allow, deny), or of a write (applied, failed, void)."""

    ALLOW = "allow"
    DENY = "deny"
    APPLIED = "applied"
    FAILED = "failed"
    VOID = "void"


@unique
class Lasting(StrEnum):
    """What a leaf changed for good, so that a restore can do it again by pseudonym."""

    CONSENT_GIVEN = "consent.given"
    CONSENT_REFUSED = "consent.refused"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    DO_NOT_CONTACT = "do_not_contact"
    RESTRICTION_SET = "restriction.set"
    RESTRICTION_LIFTED = "restriction.lifted"
    HOLD_SET = "hold.set"
    HOLD_LIFTED = "hold.lifted"


_USES: Final[Mapping[Effect, str]] = {
    Effect.ALLOW: "full",
    Effect.MASK: "mask",
    Effect.REDACT: "redact",
    Effect.DENY: "deny",
}


def seen(category: DataCategory, effect: Effect) -> str:
    """How a leaf writes that `category` was shown with `effect`: `contact.phone#mask`."""
    return f"{category.value}#{_USES[effect]}"


def written(category: DataCategory) -> str:
    """How a leaf writes that `category` was written: `contact.phone#write`."""
    return f"{category.value}#write"


FIELDS: Final = frozenset(
    [seen(category, effect) for category in DataCategory for effect in Effect]
    + [written(category) for category in DataCategory]
)
"""Every word that may stand in a leaf's `fields`."""

_NO_NUMBER: Final = r"(?!(?:[a-z][a-z0-9.-]{0,31}:)?\+?(?:86)?(?:1[3-9]\d{9}|0\d{9,11})\Z)"
"""Begins a pattern that a Chinese telephone number would fit, alone or behind an issuer's name."""

ACTOR: Final = re.compile(
    _NO_NUMBER + r"(?:[a-z][a-z0-9.-]{0,31}:)?[A-Za-z0-9][A-Za-z0-9_.|-]{0,127}"
)
"""A pairwise subject, with the short name of who issued it: `oidc:Zk3…`. No address, no number."""

CLIENT: Final = re.compile(r"[a-z][a-z0-9.-]{0,63}")
TOKEN_ID: Final = re.compile(_NO_NUMBER + r"[A-Za-z0-9._~:+/=-]{0,128}")
ACR: Final = re.compile(_NO_NUMBER + r"[A-Za-z0-9._:/#-]{0,128}")
UNIT: Final = re.compile(r"(?:[a-z][a-z0-9-]{0,31})?")
COUNTRY: Final = re.compile(r"[A-Z]{2}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")

ARTICLE: Final = re.compile(
    r"[A-Z][A-Za-z/&-]{1,19}(?: [A-Z][A-Za-z/&-]{0,19}){0,6}"
    r" [0-9]{1,5}(?:-[0-9]{4})?(?:\([0-9]{1,2}\)){0,2}"
)
"""A law and its article: `PIPL 13(1)`. Comes from the policy document, never from a caller."""

REFERENCE: Final = re.compile(
    r"(?!.*1-?[3-9](?:-?[0-9]){9})[A-Z]{2,8}-[0-9]{1,9}(?:-[0-9]{1,4})?"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
"""A ticket, task or case: `TKT-1042`, `ORD-20261122-0007`, or a UUID. No mobile number with
hyphens in it."""


def require(name: str, text: str, pattern: Pattern) -> None:
    """Refuse `text` as field `name` of a leaf unless it fits `pattern`.

    Raises:
        InvalidLeaf: it does not.
    """
    if pattern.fullmatch(text) is None:
        raise InvalidLeaf(name)


def require_reference(text: str) -> None:
    """Refuse `text` as a ticket, task or case.

    Raises:
        InvalidLeaf: it is none of them.
    """
    require("ref", text, REFERENCE)
