"""Development tokens: signed by a key that only this machine's root key yields.

They let a newcomer try every role without an identity provider. The server trusts them only in
development and on loopback, and their key is derived, never stored.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey
from joserfc.jws import serialize_compact

from cdp.http.jwks import VerifyingKey
from cdp.http.keys import Fixed
from cdp.http.token import Issuer
from cdp.settings import DEVELOPMENT_ISSUER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from uuid import UUID

    from privacy.terms import Purpose, Role

LIFETIME_S: Final = 8 * 3600
"""A working day."""

_ALGORITHM: Final = "Ed25519"


class DevelopmentTokens:
    """Issues development tokens, and says how they are verified.

    `seed` is 32 bytes that nobody else has: `RootKey.derive("token")`.
    """

    def __init__(self, seed: bytes) -> None:
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public = {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": _base64url(private.public_key().public_bytes_raw()),
        }
        self._key = OKPKey.import_key({**public, "d": _base64url(seed)})
        self._public = OKPKey.import_key({**public})
        self._kid = self._key.thumbprint()

    def __repr__(self) -> str:
        """Name the key, which is public."""
        return f"<DevelopmentTokens kid={self._kid}>"

    def issuer(self) -> Issuer:
        """What an Authenticator needs to trust these tokens."""
        key = VerifyingKey(kid=self._kid, algorithms=frozenset({_ALGORITHM}), key=self._public)
        return Issuer(name=DEVELOPMENT_ISSUER, directory="dev", keys=Fixed(keys={self._kid: key}))

    def mint(
        self,
        *,
        roles: Collection[Role],
        purposes: Collection[Purpose],
        client: str,
        audience: str,
        clock: Callable[[], datetime],
        ids: Callable[[], UUID],
        subject: str = "developer",
        unit: str = "",
        acr: str = "",
        lifetime_s: int = LIFETIME_S,
    ) -> str:
        """A token for somebody who authenticated just now."""
        now = int(clock().timestamp())
        claims: dict[str, object] = {
            "iss": DEVELOPMENT_ISSUER,
            "aud": audience,
            "sub": subject,
            "client_id": client,
            "jti": str(ids()),
            "iat": now,
            "auth_time": now,
            "exp": now + lifetime_s,
            "roles": sorted(roles),
            "purposes": sorted(purposes),
        }
        claims |= {name: value for name, value in (("unit", unit), ("acr", acr)) if value}
        header = {"alg": _ALGORITHM, "typ": "at+jwt", "kid": self._kid}
        return serialize_compact(header, orjson.dumps(claims), self._key, [_ALGORITHM])


def _base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
