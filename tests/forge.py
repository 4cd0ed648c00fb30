"""A forge of access tokens: the honest ones of an issuer, and every dishonest one.

It shares no code with the service: what it signs is put together from bytes here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOW: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
ISSUER: Final = "https://id.example.com/"
AUDIENCE: Final = "cdp"

PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def spelled(value: object) -> str:
    """A JSON value as a segment."""
    return base64url(json.dumps(value).encode())


def claims(**changed: object) -> dict[str, object]:
    """The claims of a call-centre agent's token; a value of None leaves the claim out."""
    now = int(NOW.timestamp())
    honest: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "Zk3pairwise",
        "client_id": "crm-web",
        "jti": "tok-1",
        "iat": now - 10,
        "exp": now + 600,
        "auth_time": now - 60,
        "acr": "aal2",
        "unit": "callcentre-2",
        "roles": ["frontend_agent"],
        "purposes": ["service.support"],
        **changed,
    }
    return {name: value for name, value in honest.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """One private key under a `kid`, and what may be made with it."""

    kid: str = "k1"
    algorithm: str = "EdDSA"
    private: PrivateKey = field(
        default_factory=lambda: Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    )

    @classmethod
    def edwards(cls, *, kid: str, seed: bytes) -> Forge:
        """A forge of another Ed25519 key."""
        return cls(kid=kid, private=Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def public_octets(self) -> bytes:
        """An Ed25519 key as a thief reads it in the JWK set."""
        assert isinstance(self.private, Ed25519PrivateKey)
        return self.private.public_key().public_bytes_raw()

    @property
    def header(self) -> dict[str, object]:
        return {"alg": self.algorithm, "typ": "at+jwt", "kid": self.kid}

    def token(
        self,
        *,
        header: Mapping[str, object] | None = None,
        payload: Mapping[str, object] | None = None,
    ) -> str:
        """A token signed by this key over whatever `header` and `payload` say."""
        return self.over(
            spelled(self.header if header is None else header),
            spelled(claims() if payload is None else payload),
        )

    def over(self, header: str, payload: str) -> str:
        """A token signed by this key over two segments as they are spelled."""
        signing_input = f"{header}.{payload}".encode()
        return f"{header}.{payload}.{base64url(self.signature(signing_input))}"

    def signature(self, message: bytes) -> bytes:
        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(message)
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(message, self._rsa_padding(), hashes.SHA256())
        r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def _rsa_padding(self) -> padding.PSS | padding.PKCS1v15:
        if self.algorithm.startswith("PS"):
            return padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
        return padding.PKCS1v15()

    def jwk(self, **more: object) -> dict[str, object]:
        """The public key as an issuer publishes it."""
        return {"kid": self.kid, "use": "sig", **self._public(), **more}

    def _public(self) -> dict[str, object]:
        if isinstance(self.private, Ed25519PrivateKey):
            octets = self.private.public_key().public_bytes_raw()
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url(octets)}
        if isinstance(self.private, rsa.RSAPrivateKey):
            numbers = self.private.public_key().public_numbers()
            n = numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")
            return {"kty": "RSA", "n": base64url(n), "e": base64url(numbers.e.to_bytes(3, "big"))}
        point = self.private.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return {"kty": "EC", "crv": "P-256", "x": base64url(x), "y": base64url(y)}

    def hs256(self, secret: bytes, header: Mapping[str, object]) -> str:
        """A token whose "signature" is an HMAC under something public."""
        text = f"{spelled(header)}.{spelled(claims())}"
        return f"{text}.{base64url(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def jwks(*forges: Forge) -> bytes:
    """The document in which an issuer publishes keys."""
    return json.dumps({"keys": [forge.jwk() for forge in forges]}).encode()


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment
