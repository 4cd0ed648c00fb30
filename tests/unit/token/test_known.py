"""A token that was verified is known again: never longer than it lives, and never by another."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cdp.errors import IssuerKeysUnavailable, Unauthenticated
from cdp.http.fault import TokenFault
from cdp.http.keys import FRESH, PATIENCE, Published
from cdp.http.known import KnownTokens
from cdp.http.token import Authenticator, Issuer
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, claims, jwks

if TYPE_CHECKING:
    from datetime import datetime

    from cdp.http.jwks import VerifyingKey
    from cdp.http.token import Vouched

SECOND = timedelta(seconds=1)
OURS = Forge()
OTHERS = Forge.edwards(kid=OURS.kid, seed=bytes(32))


class Scene:
    """An issuer whose set of keys a test replaces, a clock that it moves, and what was tried."""

    def __init__(self, most: int = 10_000) -> None:
        self.now = NOW
        self.published = jwks(OURS)
        self.is_away = False
        self.published_keys = Published(self, clock=self.clock)
        self.asked = 0
        issuer = Issuer(name=ISSUER, directory="oidc", keys=self)
        self.strict = Counting([issuer], audience=AUDIENCE, clock=self.clock)
        self.known = KnownTokens(self.strict, clock=self.clock, most=most)

    def clock(self) -> datetime:
        return self.now

    async def fetch(self) -> bytes:
        if self.is_away:
            raise ConnectionRefusedError
        return self.published

    async def find(self, kid: str) -> VerifyingKey | None:
        self.asked += 1
        return await self.published_keys.find(kid)

    async def fault(self, token: str) -> str:
        """Why `token` is refused."""
        with pytest.raises(Unauthenticated) as refused:
            await self.known.authenticate(f"Bearer {token}")
        return refused.value.fault


class Counting(Authenticator):
    """Notes how often it has to look at a token itself."""

    verified = 0

    async def vouched(self, header: str | None) -> Vouched:
        """Count what verifies."""
        vouched = await super().vouched(header)
        self.verified += 1
        return vouched


def token(name: str = "tok-1", life: timedelta = timedelta(minutes=10)) -> str:
    return OURS.token(payload=claims(jti=name, exp=int((NOW + life).timestamp())))


async def test_a_token_is_verified_once() -> None:
    """And names the same actor each time."""
    scene = Scene()
    actors = [await scene.known.authenticate(f"Bearer {token()}") for _ in range(20)]
    assert all(actor is actors[0] for actor in actors)
    assert scene.strict.verified == 1


async def test_the_issuers_keys_are_asked_each_time() -> None:
    """So that keys are read again when they are due, however few strangers come."""
    scene = Scene()
    for _ in range(5):
        await scene.known.authenticate(f"Bearer {token()}")
    assert scene.asked == 5


async def test_an_expired_token_is_refused_after_it_was_known() -> None:
    """From the very instant of its `exp`."""
    scene, held = Scene(), token(life=timedelta(minutes=1))
    await scene.known.authenticate(f"Bearer {held}")
    scene.now = NOW + timedelta(minutes=1) - timedelta(microseconds=1)
    await scene.known.authenticate(f"Bearer {held}")
    assert scene.strict.verified == 1
    scene.now = NOW + timedelta(minutes=1)
    assert await scene.fault(held) == TokenFault.EXPIRED
    assert await scene.fault(held) == TokenFault.EXPIRED


def flips(text: str) -> list[str]:
    """`text` with one bit of one character turned, for every character and bit that is ASCII."""
    octets = text.encode()
    return [
        (octets[:at] + bytes([octets[at] ^ 1 << bit]) + octets[at + 1 :]).decode()
        for at in range(len(octets))
        for bit in range(7)
    ]


async def test_a_token_with_one_bit_changed_is_a_stranger() -> None:
    """Anywhere: in its header, its claims, its signature, or a dot between them."""
    scene, held = Scene(), token()
    await scene.known.authenticate(f"Bearer {held}")
    for changed in flips(held):
        with pytest.raises(Unauthenticated):
            await scene.known.authenticate(f"Bearer {changed}")
    assert scene.strict.verified == 1


async def test_a_token_whose_key_was_replaced_under_its_name_is_refused() -> None:
    """The `kid` is the same, the key is not: what the old one signed is worth nothing."""
    scene = Scene()
    await scene.known.authenticate(f"Bearer {token()}")
    scene.published = jwks(OTHERS)
    scene.now = NOW + FRESH + SECOND
    assert await scene.fault(token(life=timedelta(hours=1))) == TokenFault.SIGNATURE


async def test_a_token_whose_key_was_withdrawn_is_refused() -> None:
    """No later than a token that nobody has seen before."""
    scene, held = Scene(), token(life=timedelta(hours=1))
    await scene.known.authenticate(f"Bearer {held}")
    scene.published = jwks(Forge.edwards(kid="next", seed=bytes(32)))
    scene.now = NOW + FRESH
    await scene.known.authenticate(f"Bearer {held}")
    scene.now = NOW + FRESH + SECOND
    assert await scene.fault(held) == TokenFault.KEY


async def test_keys_that_were_read_anew_verify_anew() -> None:
    """Even where they are the same: who signed it is looked at, and not remembered."""
    scene, held = Scene(), token(life=timedelta(hours=1))
    await scene.known.authenticate(f"Bearer {held}")
    scene.now = NOW + FRESH + SECOND
    await scene.known.authenticate(f"Bearer {held}")
    await scene.known.authenticate(f"Bearer {held}")
    assert scene.strict.verified == 2


async def test_nobody_is_known_longer_than_the_keys_are_trusted() -> None:
    """Keys that cannot be read for a day vouch for nobody any more, known or not."""
    scene, held = Scene(), token(life=timedelta(hours=23, minutes=50))
    scene.now = NOW - timedelta(hours=1)
    await scene.published_keys.find(OURS.kid)
    scene.is_away, scene.now = True, NOW
    await scene.known.authenticate(f"Bearer {held}")
    scene.now = NOW - timedelta(hours=1) + PATIENCE
    await scene.known.authenticate(f"Bearer {held}")
    assert scene.strict.verified == 1
    scene.now += SECOND
    with pytest.raises(IssuerKeysUnavailable):
        await scene.known.authenticate(f"Bearer {held}")


async def test_who_came_longest_ago_is_forgotten_first() -> None:
    """The bound is kept, and costs a stranger's verification, never an answer."""
    scene = Scene(most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        await scene.known.authenticate(f"Bearer {token(f'tok-{name}')}")
    assert scene.strict.verified == 4


async def test_a_refused_token_is_not_remembered() -> None:
    """Strangers fill no memory."""
    scene = Scene(most=1)
    await scene.known.authenticate(f"Bearer {token()}")
    for changed in flips(token())[:50]:
        with pytest.raises(Unauthenticated):
            await scene.known.authenticate(f"Bearer {changed}")
    await scene.known.authenticate(f"Bearer {token()}")
    assert scene.strict.verified == 1


@pytest.mark.parametrize("header", [None, "", "Basic Y2FsbGVy", "Bearer", "Bearer \ud800"])
async def test_what_is_no_bearer_token_is_refused_as_ever(header: str | None) -> None:
    """By the rule that it breaks."""
    scene = Scene()
    with pytest.raises(Unauthenticated) as strict:
        await scene.strict.authenticate(header)
    with pytest.raises(Unauthenticated) as refused:
        await scene.known.authenticate(header)
    assert refused.value.fault == strict.value.fault


async def test_of_a_token_only_its_hash_is_kept() -> None:
    """What is held names the actor and her key; the token cannot be made from it."""
    scene = Scene()
    await scene.known.authenticate(f"Bearer {token()}")
    [(name, vouched)] = scene.known._known.items()
    assert len(name) == 32
    said = repr([getattr(vouched, part) for part in vouched.__slots__])
    assert not any(segment in said for segment in token().split("."))


async def test_two_who_come_at_once_with_a_key_that_is_due_are_both_answered() -> None:
    """While one waits for the issuer, the other may forget the entry and find it again."""
    scene, held = Scene(most=1), token(life=timedelta(hours=1))
    await scene.known.authenticate(f"Bearer {held}")
    scene.now = NOW + FRESH + SECOND
    other = token("tok-2", timedelta(hours=1))
    answers = await asyncio.gather(
        *(scene.known.authenticate(f"Bearer {text}") for text in (held, other, held))
    )
    assert [actor.token_id for actor in answers] == ["tok-1", "tok-2", "tok-1"]
