"""Tokens: every trick with a JWT, by what it gives away and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.forge import ISSUER, NOW, Forge, base64url, claims, spelled

HONEST: Final = Forge()
THIEF: Final = Forge.edwards(kid="k1", seed=bytes(32))
AT: Final = int(NOW.timestamp())


def headed(**more: object) -> dict[str, object]:
    return {name: value for name, value in {**HONEST.header, **more}.items() if value is not None}


def unsigned(**header: object) -> str:
    return f"{spelled(headed(**header))}.{spelled(claims())}."


def pem() -> bytes:
    """The public key as a library might take it for a secret."""
    assert hasattr(HONEST.private, "public_key")
    return HONEST.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def twice(member: str, value: str) -> str:
    """Claims in which `member` stands twice: one reader takes the first, another the last."""
    return base64url(f'{{"{member}": {value}, {json.dumps(claims())[1:]}'.encode())


def padded(size: int) -> str:
    """A token of so many characters, well signed."""
    grown = claims(more="x" * (size * 3 // 4))
    return HONEST.token(payload=grown)


ENDLESS_TIME: Final = b'{"exp": ' + b"9" * 5_000 + b"}"

UNREAD: Final[Mapping[str, str]] = {
    "nothing": "",
    "three dots": "..",
    "five parts, as an encrypted token has": ".".join([spelled(headed(alg="dir"))] * 5),
    "a token in JSON": json.dumps({"protected": "e30", "payload": "e30", "signatures": []}),
    "two parts": HONEST.token().rpartition(".")[0],
    "padding": HONEST.token() + "=",
    "other letters of base64": HONEST.token().replace("_", "/").replace("-", "+") + "/",
    "spare bits": HONEST.token()[:-1] + "_",
    "a line break": HONEST.token().replace(".", ".\n", 1),
    "a header that is a list": f"{spelled([headed()])}.{spelled(claims())}.AA",
    "a header of many levels": f"{base64url(b'[' * 5_000)}.{spelled(claims())}.AA",
    "claims of many levels": f"{spelled(headed())}.{base64url(b'[' * 5_000)}.AA",
    "an endless number": HONEST.over(spelled(headed()), base64url(ENDLESS_TIME)),
    "claims that stand twice": HONEST.over(spelled(headed()), twice("roles", '["auditor"]')),
    "a subject that stands twice": HONEST.over(spelled(headed()), twice("sub", '"other"')),
    "not a number": HONEST.over(spelled(headed()), base64url(b'{"exp": NaN}')),
    "half a character": HONEST.over(spelled(headed()), base64url(b'{"sub": "\xed\xa0\x80"}')),
    "eight thousand characters and one": padded(9_000),
    "sixty thousand characters": padded(60_000),
}
"""What is no token in its one spelling: no key is looked for."""

UNKEYED: Final[Mapping[str, str]] = {
    "none": unsigned(alg="none"),
    "none, in capitals": unsigned(alg="NONE"),
    "none, half in capitals": unsigned(alg="nOnE"),
    "none, signed": HONEST.token(header=headed(alg="none")),
    "no algorithm": HONEST.token(header=headed(alg=None)),
    "several algorithms": HONEST.token(header=headed(alg=["EdDSA", "none"])),
    "HMAC with the public key": HONEST.hs256(HONEST.public_octets, headed(alg="HS256")),
    "HMAC with the key's PEM": HONEST.hs256(pem(), headed(alg="HS256")),
    "HMAC with the key's JWK": HONEST.hs256(json.dumps(HONEST.jwk()).encode(), headed(alg="HS256")),
    "HMAC with nothing": HONEST.hs256(b"", headed(alg="HS512")),
    "an ID token": HONEST.token(header=headed(typ="JWT")),
    "a logout token": HONEST.token(header=headed(typ="logout+jwt")),
    "a proof of possession": HONEST.token(header=headed(typ="dpop+jwt", jwk=HONEST.jwk())),
    "no type": HONEST.token(header=headed(typ=None)),
    "a key of its own": THIEF.token(header=headed(jwk=THIEF.jwk())),
    "an address of keys": THIEF.token(header=headed(jku="https://evil.example/jwks")),
    "an address within ours": THIEF.token(header=headed(jku=f"{ISSUER}jwks@evil.example")),
    "an address of certificates": THIEF.token(header=headed(x5u="file:///etc/passwd")),
    "a certificate of its own": THIEF.token(header=headed(x5c=["MIIB"])),
    "unencoded claims": HONEST.token(header=headed(b64=False, crit=["b64"])),
    "something critical": HONEST.token(header=headed(crit=["exp"])),
    "critical nothing": HONEST.token(header=headed(crit=[])),
    "compressed claims": HONEST.token(header=headed(zip="DEF")),
    "a stranger's issuer": THIEF.token(payload=claims(iss="https://evil.example/")),
    "an issuer with a slash less": HONEST.token(payload=claims(iss=ISSUER.rstrip("/"))),
    "several issuers": HONEST.token(payload=claims(iss=[ISSUER])),
    "a kid that is a number": HONEST.token(header=headed(kid=1)),
    "no kid": HONEST.token(header=headed(kid=None)),
}
"""What its header or its issuer gives away: no key is looked for."""

UNVERIFIED: Final[Mapping[str, str]] = {
    "a path": HONEST.token(header=headed(kid="../../../../dev/null")),
    "a statement": HONEST.token(header=headed(kid="x' UNION SELECT 'k1'; --")),
    "a command": HONEST.token(header=headed(kid="|/usr/bin/id")),
    "an address": HONEST.token(header=headed(kid="https://evil.example/k1")),
    "a NUL": HONEST.token(header=headed(kid="k1\x00")),
    "another case": HONEST.token(header=headed(kid="K1")),
    "another algorithm of ours": HONEST.token(header=headed(alg="ES256")),
}
"""What names a key that there is not, or is not for it: one is looked for, none is tried."""

UNSIGNED: Final[Mapping[str, str]] = {
    "another's key": THIEF.token(),
    "HMAC under an honest name": HONEST.hs256(HONEST.public_octets, headed()),
    "no signature": unsigned(),
    "a signature of nothing": f"{spelled(headed())}.{spelled(claims())}.{base64url(bytes(64))}",
    "a longer signature": HONEST.token() + "AAAA",
    "a changed role": HONEST.token().replace(
        HONEST.token().split(".")[1], spelled(claims(roles=["auditor"]))
    ),
}
"""What was not signed so: one key is tried, once."""

UNFIT: Final[Mapping[str, str]] = {
    "expired": HONEST.token(payload=claims(exp=AT)),
    "not valid yet": HONEST.token(payload=claims(nbf=AT + 31)),
    "issued tomorrow": HONEST.token(payload=claims(iat=AT + 86_400, exp=AT + 90_000)),
    "valid for two days": HONEST.token(payload=claims(exp=AT + 172_800)),
    "valid for ever": HONEST.token(payload=claims(exp=None)),
    "valid as a text": HONEST.token(payload=claims(exp=str(AT + 600))),
    "valid as a yes": HONEST.token(payload=claims(exp=True)),
    "valid beyond all numbers": HONEST.token(payload=claims(exp=10**300)),
    "for another": HONEST.token(payload=claims(aud="other")),
    "for others": HONEST.token(payload=claims(aud=["other", "cdp2", ["cdp"]])),
    "for a part of our name": HONEST.token(payload=claims(aud="cd")),
    "for everybody": HONEST.token(payload=claims(aud="*")),
    "an unknown role": HONEST.token(payload=claims(roles=["frontend_agent", "root"])),
    "an unknown purpose": HONEST.token(payload=claims(purposes=["everything"])),
    "roles as a text": HONEST.token(payload=claims(roles="auditor")),
    "a number for a name": HONEST.token(payload=claims(sub="13800138000")),
}
"""What the issuer did sign, and is not for us, not now, or not in our words."""

TRICKS: Final = {
    "unread": (UNREAD, 0, 0),
    "unkeyed": (UNKEYED, 0, 0),
    "unverified": (UNVERIFIED, 1, 0),
    "unsigned": (UNSIGNED, 1, 1),
    "unfit": (UNFIT, 1, 1),
}
"""Each kind, with how often a key is looked for and how often one is tried."""

SENT: Final = [
    (name, token) for tokens, _, _ in TRICKS.values() for name, token in tokens.items() if token
]
