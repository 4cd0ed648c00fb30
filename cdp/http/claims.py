"""Claims: what a verified token says of its bearer, checked one by one and made an Actor.

Nothing is guessed: a role or purpose that this service does not know refuses the whole token, so
that a misspelt policy is noticed at the door. Source: RFC 9068 section 2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from cdp.errors import Unauthenticated
from cdp.http.fault import TokenFault
from privacy.errors import InvalidLeaf
from privacy.ledger import words
from privacy.terms import Actor, Purpose, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

SKEW: Final = timedelta(seconds=30)
"""How far ahead the issuer's clock may be. An expired token gets no such grace."""

LONGEST: Final = timedelta(hours=24)
"""The longest life of an access token, from `iat` to `exp`."""

_LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC).timestamp()
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Claims:
    """The claims of a token whose signature verified."""

    claims: Mapping[str, object]

    def issued_for(self, audience: str) -> None:
        """Check `aud`. Raises `Unauthenticated`."""
        given = self.claims.get("aud")
        if given != audience and not (isinstance(given, list) and audience in given):
            raise Unauthenticated(TokenFault.AUDIENCE)

    def valid_at(self, now: datetime) -> datetime:
        """Check `exp`, `nbf` and `iat`; the time of expiry. Raises `Unauthenticated`."""
        expires_at, issued_at = self._time("exp"), self._time("iat")
        if expires_at is None or issued_at is None:
            raise Unauthenticated(TokenFault.CLAIMS)
        if expires_at <= now:
            raise Unauthenticated(TokenFault.EXPIRED)
        if max(issued_at, self._time("nbf") or issued_at) > now + SKEW:
            raise Unauthenticated(TokenFault.NOT_YET_VALID)
        if not timedelta(0) < expires_at - issued_at <= LONGEST:
            raise Unauthenticated(TokenFault.LIFETIME)
        return expires_at

    def actor(self, *, directory: str, now: datetime, expires_at: datetime) -> Actor:
        """Who asks; `directory` tells whose `sub` it is. Raises `Unauthenticated`."""
        auth_time = self._time("auth_time")
        if auth_time is not None and auth_time > now + SKEW:
            raise Unauthenticated(TokenFault.CLAIMS)
        return Actor(
            id=self._told("actor", words.ACTOR, f"{directory}:{self._text('sub')}"),
            client=self._told("client", words.CLIENT, self._text("client_id")),
            roles=self._words("roles", Role),
            purposes=self._words("purposes", Purpose),
            token_id=self._told("jti", words.TOKEN_ID, self._text("jti")),
            unit=self._told("unit", words.UNIT, self._text("unit", absent="")),
            acr=self._told("acr", words.ACR, self._text("acr", absent="")),
            auth_time=auth_time,
            expires_at=expires_at,
        )

    def _time(self, name: str) -> datetime | None:
        """A NumericDate of RFC 7519 section 2; None where the claim is absent."""
        value = self.claims.get(name)
        if value is None and name not in self.claims:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unauthenticated(TokenFault.CLAIMS)
        if not 0 <= value <= _LATEST:  # NaN is not, either
            raise Unauthenticated(TokenFault.CLAIMS)
        return datetime.fromtimestamp(value, UTC)

    def _text(self, name: str, *, absent: str | None = None) -> str:
        """A claim that is a text; `absent` instead where the claim is optional and not there."""
        value = self.claims.get(name, absent)
        if not isinstance(value, str) or not (value or absent == value):
            raise Unauthenticated(TokenFault.CLAIMS)
        return value

    @staticmethod
    def _told(name: str, form: words.Pattern, text: str) -> str:
        """`text`, if a ledger entry may hold it: so whoever is let in can also be written down."""
        try:
            words.require(name, text, form)
        except InvalidLeaf:
            raise Unauthenticated(TokenFault.CLAIMS) from None
        return text

    def _words(self, name: str, known: type[_Word]) -> frozenset[_Word]:
        """The words of a list claim; an absent claim is an empty list."""
        given = self.claims.get(name, [])
        if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
            raise Unauthenticated(TokenFault.CLAIMS)
        try:
            return frozenset(known(word) for word in given)
        except ValueError:
            raise Unauthenticated(TokenFault.CLAIMS) from None
