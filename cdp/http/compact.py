"""Compact: a signed token taken apart, before anything in it is believed.

Stricter than the RFCs ask: one spelling of each token only. Base64url has no padding and no spare
bits, JSON has no member twice. So two parsers cannot read two tokens out of one text, and no text
but the signed one is accepted.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from cdp.errors import Unauthenticated
from cdp.http.fault import TokenFault

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 8192
"""Characters of a token; what a header of a common proxy takes."""

_FORM: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Compact:
    """Header and claims as the text spells them; the signature has not been looked at."""

    text: str
    header: Mapping[str, object] = field(repr=False)
    claims: Mapping[str, object] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Compact:
        """Take `text` apart.

        Raises:
            Unauthenticated: it is not one canonical compact JWS over a JSON object.
        """
        form = _FORM.fullmatch(text) if len(text) <= LONGEST else None
        if form is None:
            raise Unauthenticated(TokenFault.MALFORMED)
        header, claims, signature = form.groups()
        _decode(signature)
        return cls(text=text, header=_object(_decode(header)), claims=_object(_decode(claims)))


def _decode(segment: str) -> bytes:
    """The bytes of `segment`, if it is the one way to write them. Source: RFC 7515 section 2."""
    try:
        octets = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        raise Unauthenticated(TokenFault.MALFORMED) from None
    if base64.urlsafe_b64encode(octets).rstrip(b"=").decode() != segment:
        raise Unauthenticated(TokenFault.MALFORMED)
    return octets


def _object(octets: bytes) -> dict[str, object]:
    try:
        parsed: object = json.loads(
            octets.decode(), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        raise Unauthenticated(TokenFault.MALFORMED) from None
    if not isinstance(parsed, dict):
        raise Unauthenticated(TokenFault.MALFORMED)
    return parsed


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose members are each named once. Source: RFC 7515 section 4."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Unauthenticated(TokenFault.MALFORMED)
    return members


def _no_constant(_: str) -> NoReturn:
    """NaN and Infinity are not JSON."""
    raise Unauthenticated(TokenFault.MALFORMED)
