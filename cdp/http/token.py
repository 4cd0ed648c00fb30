"""Authenticator: an access token in, an Actor out, or the first rule that the token breaks.

Source: RFC 9068 (access tokens), RFC 8725 (how JWTs are attacked), RFC 6750 (bearer tokens).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from cdp.errors import Unauthenticated
from cdp.http.claims import Claims
from cdp.http.compact import Compact
from cdp.http.fault import TokenFault
from cdp.http.jwks import ALLOWED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from cdp.http.jwks import VerifyingKey
    from cdp.http.keys import Keys
    from privacy.terms import Actor

_BEARER: Final = re.compile(r"bearer +(\S+)", re.ASCII | re.IGNORECASE)
_TYPES: Final = frozenset({"at+jwt", "application/at+jwt"})
_FOREIGN: Final = frozenset({"b64", "crit", "jku", "jwk", "x5c", "x5u", "zip"})
"""Header members that would have us fetch a key, take one from the token, or read it otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who may issue tokens, and under which keys."""

    name: str
    """What `iss` must equal."""
    directory: str
    """What precedes `sub` in an actor's id: two issuers may give one `sub` to two people."""
    keys: Keys


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Vouched:
    """An actor, and the key of `keys` that vouched for her token until `expires_at`."""

    actor: Actor
    key: VerifyingKey
    keys: Keys
    expires_at: datetime

    async def still_holds(self, now: datetime) -> bool:
        """Whether the token would be taken at `now` as it was: alive, and under this very key.

        Raises:
            IssuerKeysUnavailable: the issuer's keys cannot be read, so nobody can be told.
        """
        return now < self.expires_at and await self.keys.find(self.key.kid) is self.key


class Authentication(Protocol):
    """Who tells the endpoint who asks."""

    async def authenticate(self, header: str | None) -> Actor:
        """Who asks, by the value of `Authorization`; raises as `Authenticator.authenticate`."""


class Authenticator:
    """Knows the issuers that this service trusts, and nobody else."""

    def __init__(
        self, issuers: Sequence[Issuer], *, audience: str, clock: Callable[[], datetime]
    ) -> None:
        self._issuers: Mapping[object, Issuer] = {issuer.name: issuer for issuer in issuers}
        self._audience = audience
        self._clock = clock

    async def authenticate(self, header: str | None) -> Actor:
        """Who asks, by the value of `Authorization`.

        Raises:
            Unauthenticated: no token, or one that breaks a rule; `fault` names the rule.
            IssuerKeysUnavailable: the issuer's keys cannot be read, so nobody can be told.
        """
        return (await self.vouched(header)).actor

    async def vouched(self, header: str | None) -> Vouched:
        """Who asks, and what vouches for her; raises as `authenticate`."""
        token = Compact.parse(_bearer(header))
        algorithm, kid = _checked(token.header)
        issuer = self._issuers.get(_hashable(token.claims.get("iss")))
        if issuer is None:
            raise Unauthenticated(TokenFault.ISSUER)
        key = await issuer.keys.find(kid)
        if key is None:
            raise Unauthenticated(TokenFault.KEY)
        if algorithm not in key.algorithms:
            raise Unauthenticated(TokenFault.ALGORITHM)
        # Nothing below may move up: until here every claim is only what somebody wrote.
        if not key.verifies(token.text):
            raise Unauthenticated(TokenFault.SIGNATURE)
        claims, now = Claims(claims=token.claims), self._clock()
        claims.issued_for(self._audience)
        expires_at = claims.valid_at(now)
        return Vouched(
            actor=claims.actor(directory=issuer.directory, now=now, expires_at=expires_at),
            key=key,
            keys=issuer.keys,
            expires_at=expires_at,
        )


def _bearer(header: str | None) -> str:
    """The token of a bearer header; another scheme is no token of ours."""
    if header is None or not header.strip():
        raise Unauthenticated(TokenFault.MISSING)
    form = _BEARER.fullmatch(header.strip())
    if form is None:
        raise Unauthenticated(TokenFault.MALFORMED)
    return form[1]


def _checked(header: Mapping[str, object]) -> tuple[str, str]:
    """`alg` and `kid`, when the header says nothing that we must not follow."""
    if not _FOREIGN.isdisjoint(header):
        raise Unauthenticated(TokenFault.HEADER)
    kind, algorithm, kid = header.get("typ"), header.get("alg"), header.get("kid")
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise Unauthenticated(TokenFault.TYPE)
    if not isinstance(algorithm, str) or algorithm not in ALLOWED:
        raise Unauthenticated(TokenFault.ALGORITHM)
    if not isinstance(kid, str):
        raise Unauthenticated(TokenFault.KEY)
    return algorithm, kid


def _hashable(value: object) -> str | None:
    return value if isinstance(value, str) else None
