"""Tokens: each trick with a JWT, by what it makes us do before we refuse it.

That each is refused, and by which rule, stands in tests/unit/token; here stands how dear it is.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

import pytest

from cdp.errors import Unauthenticated
from cdp.http.jwks import VerifyingKey, read
from cdp.http.keys import Fixed
from cdp.http.token import Authenticator, Issuer
from tests.attacks.room import ACCEPT, JSON, Room
from tests.attacks.tokens import HONEST, SENT, TRICKS
from tests.contract.scope import Caller as Wire
from tests.contract.scope import chunk
from tests.forge import AUDIENCE, ISSUER, NOW, at, jwks


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


def test_a_token_that_is_known_opens_for_no_other_spelling_of_it(room: Room) -> None:
    """It was verified a moment ago; a bit of it turned, a letter more or less, and it is nobody's.

    Bits of every segment are turned. A blank more behind the scheme is the same token.
    """
    name, value = room.bearer()
    assert room.send(Wire([chunk(b"{}")], headers=[(name, value), JSON, ACCEPT])).status == 400
    start = len(b"Bearer ")
    turned = [
        value[:at] + bytes([value[at] ^ 1 << at % 7]) + value[at + 1 :]
        for at in range(start, len(value), 7)
    ]
    for spelled in (*turned, value[:-1], value + b"A", value + b"=", value.upper()):
        answered = room.send(Wire([chunk(b"{}")], headers=[(name, spelled), JSON, ACCEPT]))
        assert (answered.status, answered.cost) == (401, {})
