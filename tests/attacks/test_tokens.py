"""Tokens: each trick with a JWT, by what it makes us do before we refuse it.

That each is refused, and by which rule, stands in tests/unit/token; here stands how dear it is.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cdp.errors import Unauthenticated
from cdp.http.jwks import VerifyingKey, read
from cdp.http.keys import Fixed
from cdp.http.token import Authenticator, Issuer
from tests.attacks.room import ACCEPT, JSON, Room
from tests.contract.scope import Caller as Wire
from tests.contract.scope import chunk
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, base64url, claims, jwks, spelled

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


@dataclass(frozen=True, slots=True)
class TriedKey:
    """A key that notes when it is tried."""

    key: VerifyingKey
    deeds: list[str]

    @property
    def algorithms(self) -> frozenset[str]:
        return self.key.algorithms

    def verifies(self, text: str) -> bool:
        """Note and pass on."""
        self.deeds.append("tried")
        return self.key.verifies(text)


@dataclass(frozen=True, slots=True)
class SoughtKeys:
    """Keys that note when one is sought."""

    keys: Fixed
    deeds: list[str] = field(default_factory=list)

    async def find(self, kid: str) -> TriedKey | None:
        """Note and pass on."""
        self.deeds.append("sought")
        found = await self.keys.find(kid)
        return None if found is None else TriedKey(found, self.deeds)


@pytest.mark.parametrize(
    ("kind", "trick"), [(kind, trick) for kind in TRICKS for trick in TRICKS[kind][0]]
)
async def test_a_trick_costs_no_more_than_it_takes_to_see_through_it(kind: str, trick: str) -> None:
    """A key is looked for once at most, and tried once at most; for most tricks, neither."""
    tokens, sought, tried = TRICKS[kind]
    keys = SoughtKeys(Fixed(keys=read(jwks(HONEST))))
    issuer = Issuer(name=ISSUER, directory="oidc", keys=keys)  # type: ignore[arg-type] # counts
    authenticator = Authenticator([issuer], audience=AUDIENCE, clock=at(NOW))
    with pytest.raises(Unauthenticated):
        await authenticator.authenticate(f"Bearer {tokens[trick]}")
    assert (keys.deeds.count("sought"), keys.deeds.count("tried")) == (sought, tried)


async def test_the_honest_token_of_these_tests_is_taken() -> None:
    """Otherwise each would be refused for something else."""
    keys = SoughtKeys(Fixed(keys=read(jwks(HONEST))))
    issuer = Issuer(name=ISSUER, directory="oidc", keys=keys)  # type: ignore[arg-type] # counts
    authenticator = Authenticator([issuer], audience=AUDIENCE, clock=at(NOW))
    assert (await authenticator.authenticate(f"Bearer {HONEST.token()}")).client == "crm-web"
    assert keys.deeds == ["sought", "tried"]


SENT: Final = [
    (name, token) for tokens, _, _ in TRICKS.values() for name, token in tokens.items() if token
]


def test_a_trick_reads_no_body_asks_nobody_and_leaves_no_entry(room: Room) -> None:
    """401 each, and a body of 64 KiB unread; the log of accesses does not grow by strangers."""
    size = room.at.size()
    for name, token in SENT:
        header = (b"authorization", f"Bearer {token}".encode("latin-1", "replace"))
        body = chunk(b"x" * 65_536)
        answered = room.send(Wire([body], headers=[header, JSON, ACCEPT]))
        assert (answered.status, answered.cost) == (401, {}), name
        assert token.encode() not in answered.octets
    assert room.at.size() == size


def test_a_token_of_ours_with_any_part_of_another_is_nobodys(room: Room) -> None:
    """An agent's header and claims with an officer's signature, and every other mixture."""
    own = room.bearer()[1].decode().removeprefix("Bearer ").split(".")
    other = base64.urlsafe_b64encode(bytes(64)).rstrip(b"=").decode()
    forged = HONEST.token().split(".")
    for mixture in (
        [own[0], own[1], forged[2]],
        [own[0], forged[1], own[2]],
        [forged[0], own[1], own[2]],
        [own[0], own[1], other],
        [own[0], own[1], own[2][::-1]],
    ):
        header = (b"authorization", f"Bearer {'.'.join(mixture)}".encode())
        answered = room.send(Wire([chunk(b"{}")], headers=[header, JSON, ACCEPT]))
        assert (answered.status, answered.cost) == (401, {})
