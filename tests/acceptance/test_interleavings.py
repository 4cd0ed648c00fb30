"""Interleavings: whatever is sent and sent again in whatever order, each key has one effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cdp.acts.coarse import hour_of
from cdp.acts.once import KEPT
from cdp.database.dsn import Database
from tests.acceptance.conftest import THEN
from tests.acceptance.deeds import a_number, call
from tests.acceptance.people import AGENT, COLLEAGUE, Caller, Persona, Reply, caller
from tests.acceptance.stand import Clock, Stand
from tests.acceptance.test_writers import together

WHO: Final = (AGENT, COLLEAGUE)
FEW: Final = st.integers(0, 1)
CALLS: Final = "SELECT count(*) AS n FROM call"
REUSED: Final = "IDEMPOTENCY_KEY_REUSED"

Slot = tuple[int, int]
"""An actor, and which of the actors' keys: both use the same ones."""


class Interleavings(RuleBasedStateMachine):
    """A few actors, keys and requests; and what a caller was told under each key."""

    def __init__(self, at: Stand, clock: Clock) -> None:
        super().__init__()
        self.at = at
        self.clock = clock
        self.made: dict[Slot, tuple[int, str, datetime]] = {}
        self.effects = 0

    @initialize()
    def begin(self) -> None:
        """Keys and requests that no other example has."""
        self.clock.at = THEN
        self.keys = [str(uuid4()) for _ in range(2)]
        self.requests = [call(a_number()) for _ in range(2)]
        self.before = self.count()

    @rule(actor=FEW, key=FEW, request=FEW)
    def send(self, actor: int, key: int, request: int) -> None:
        """One request: it is done, answered again, or told that the key is another's."""
        self.judge((actor, key), [request], [self.ask((actor, key), request)])

    @rule(actor=FEW, key=FEW, requests=st.lists(FEW, min_size=2, max_size=4))
    def send_together(self, actor: int, key: int, requests: list[int]) -> None:
        """Some at once: one of the requests has the key, whichever came first."""
        who = self.caller(WHO[actor])
        asks = [partial(self.asked, who, (actor, key), each) for each in requests]
        payloads = [reply.payload for reply in together(asks)]
        self.judge((actor, key), requests, payloads)

    @rule(hours=st.sampled_from([1, 11, 23]))
    def wait(self, hours: int) -> None:
        """Over midnight, and until keys are forgotten."""
        self.clock.at += timedelta(hours=hours)

    @rule()
    def forget(self) -> None:
        """The job removes what has expired, and nothing else."""
        self.at.wait_for(self.at.service.expiry.sweep())

    @invariant()
    def there_are_as_many_calls_as_uses_of_keys(self) -> None:
        """Nothing is done twice, and nothing that was told is missing."""
        if self.effects:
            assert self.count() - self.before == self.effects

    def judge(
        self, slot: Slot, requests: Sequence[int], payloads: Sequence[Mapping[str, Any]]
    ) -> None:
        """What was told fits one effect at most, and what was told before."""
        told = dict[int, set[str]]()
        for request, payload in zip(requests, payloads, strict=True):
            told.setdefault(request, set()).add(payload.get("callId") or payload["code"])
        known = self.known(slot)
        if known is None:
            [(winner, ids)] = [(request, ids) for request, ids in told.items() if ids != {REUSED}]
            [made] = ids
            assert made not in {each for _, each, _ in self.made.values()}
            known = (winner, made, self.clock.at)
            self.made[slot] = known
            self.effects += 1
        owner, made, _ = known
        expected = {each: {made} if each == owner else {REUSED} for each in told}
        assert told == expected

    def known(self, slot: Slot) -> tuple[int, str, datetime] | None:
        """What the key was used for, as long as it is remembered."""
        known = self.made.get(slot)
        if known is None or hour_of(known[2]) <= self.clock.at - KEPT:
            return None
        return known

    def ask(self, slot: Slot, request: int) -> Mapping[str, Any]:
        """The answer to one request under a key."""
        return self.asked(self.caller(WHO[slot[0]]), slot, request).payload

    def asked(self, who: Caller, slot: Slot, request: int) -> Reply:
        """The reply to it."""
        given = self.requests[request]
        return who.ask("LogCall", input=given, idempotencyKey=self.keys[slot[1]])

    def caller(self, who: Persona) -> Caller:
        """With a token of this hour."""
        return caller(self.at, who, clock=self.clock)

    def count(self) -> int:
        """How many calls are filed."""
        return int(self.at.sql(Database.DATA, CALLS)[0]["n"])


def test_however_requests_are_sent_again_each_key_has_one_effect(
    clocked: Stand, clock: Clock
) -> None:
    """One after the other and at once, by two actors, over days: as a book of uses says."""

    class Here(Interleavings):
        """On this stand."""

        def __init__(self) -> None:
            super().__init__(clocked, clock)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
