"""VerifyingKey: a public key of an issuer, and the algorithms that it alone may be used with.

The algorithm is bound to the key, not chosen by the token: that closes `none`, and HMAC with the
public key as its secret. Source: RFC 8725 sections 3.1 and 3.2.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry, deserialize_compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from joserfc.jwa import JWSAlgModel

ALGORITHMS: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("EC", "P-256"): frozenset({"ES256"}),
    ("OKP", "Ed25519"): frozenset({"EdDSA", "Ed25519"}),
    ("RSA", ""): frozenset({"PS256", "RS256"}),
}
"""What a kind of key (type, curve) may verify. `Ed25519` is EdDSA's newer name, of RFC 9864."""

ALLOWED: Final = frozenset().union(*ALGORITHMS.values())
"""Every algorithm that any key may be used with."""

_PUBLIC: Final[Mapping[str, tuple[str, ...]]] = {
    "EC": ("kty", "crv", "x", "y"),
    "OKP": ("kty", "crv", "x"),
    "RSA": ("kty", "n", "e"),
}
_MOST_KEYS: Final = 64
_RSA_BITS: Final = range(2048, 8193)


class _Pinned(JWSRegistry):
    """joserfc's registry with one key's algorithms; the header was checked before."""

    def __init__(self, algorithms: frozenset[str]) -> None:
        super().__init__(algorithms=algorithms, strict_check_header=False)
        self._pinned = algorithms

    def get_alg(self, name: str) -> JWSAlgModel:
        """The algorithm, if it is pinned. joserfc's own look-up warns of the name `EdDSA`."""
        return self.algorithms[name] if name in self._pinned else super().get_alg(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyingKey:
    """A public key under its `kid`."""

    kid: str
    algorithms: frozenset[str]
    key: ECKey | OKPKey | RSAKey = field(repr=False)

    def verifies(self, token: str) -> bool:
        """Whether the signature of the compact `token` is this key's."""
        try:
            deserialize_compact(token, self.key, registry=_Pinned(self.algorithms))
        except (JoseError, ValueError):
            return False
        return True


def read(document: bytes) -> dict[str, VerifyingKey]:
    """The usable keys of a JWK set, by `kid`; of two with one `kid`, neither.

    Keys for other uses, of other kinds, without `kid`, too short, or with a private part are left
    out, as RFC 7517 section 5 asks. An empty result means that the document is of no use.
    """
    try:
        entries = orjson.loads(document)["keys"]
    except (ValueError, TypeError, KeyError):
        return {}
    if not isinstance(entries, list) or len(entries) > _MOST_KEYS:
        return {}
    keys = [key for entry in entries if (key := _key(entry)) is not None]
    kids = [key.kid for key in keys]
    return {key.kid: key for key in keys if kids.count(key.kid) == 1}


def _key(entry: object) -> VerifyingKey | None:
    if not isinstance(entry, dict) or not _is_for_signatures(entry):
        return None
    kid, kind, curve = (entry.get(name, "") for name in ("kid", "kty", "crv"))
    if not (isinstance(kid, str) and isinstance(kind, str) and isinstance(curve, str) and kid):
        return None
    algorithms = ALGORITHMS.get((kind, curve), frozenset())
    if "alg" in entry:
        algorithms = frozenset(name for name in algorithms if name == entry["alg"])
    key = _imported(kind, entry) if algorithms else None
    return None if key is None else VerifyingKey(kid=kid, algorithms=algorithms, key=key)


def _is_for_signatures(entry: Mapping[str, object]) -> bool:
    """Public, and not reserved for another use. Source: RFC 7517 sections 4.2 and 4.3."""
    uses = entry.get("key_ops", ["verify"])
    return (
        "d" not in entry
        and entry.get("use", "sig") == "sig"
        and isinstance(uses, list)
        and "verify" in uses
    )


def _imported(kind: str, entry: Mapping[str, object]) -> ECKey | OKPKey | RSAKey | None:
    """The key, if its numbers make one; RSA keys have 2048 bits or more."""
    public: dict[str, str | list[str]] = {
        name: value for name in _PUBLIC[kind] if isinstance(value := entry.get(name), str)
    }
    try:
        if kind == "EC":
            return ECKey.import_key(public)
        if kind == "OKP":
            return OKPKey.import_key(public)
        return RSAKey.import_key(public) if _bits(str(public.get("n", ""))) in _RSA_BITS else None
    except (JoseError, ValueError):
        return None


def _bits(number: str) -> int:
    """Length of a base64url number. Raises ValueError where it is none."""
    octets = base64.urlsafe_b64decode(number + "=" * (-len(number) % 4))
    return int.from_bytes(octets, "big").bit_length()
