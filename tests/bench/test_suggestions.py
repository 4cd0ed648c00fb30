"""Everybody is compared as the command does it; what is found is told from what is there."""

from __future__ import annotations

from uuid import UUID

import pytest

from bench.rig.crowd import SECOND, Crowd, person_of, twin_of
from bench.suggestions import run
from cdp.identity.match_tables import match_token
from cdp.identity.matching.tokens import MatchIndex, TokenKind
from cdp.identity.tables import phone_ownership
from cdp.wiring import now
from privacy.vault import AES_GCM_SHA256, MasterKey


@pytest.fixture
def crowd() -> Crowd:
    index = MatchIndex.derive(
        MasterKey(bytes(range(32))), handler=UUID(int=1), suite=AES_GCM_SHA256
    )
    return Crowd(people=1_000, index=index, now=now())


def names(crowd: Crowd, n: int) -> set[object]:
    """How the nth sounds, as tokens."""
    rows = crowd.rows(range(n, n + 1))[match_token]
    return {row["token"] for row in rows if row["kind"] == TokenKind.PINYIN.value}


def test_a_second_self_sounds_as_the_first(crowd: Crowd) -> None:
    """However she is written; whoever is nobody's second self is somebody else."""
    second = SECOND - 1
    first = twin_of(second)
    assert first is not None
    assert names(crowd, second) == names(crowd, first)
    assert [twin_of(n) for n in range(second)] == [None] * second


def test_a_crowd_is_the_same_whenever_it_is_made(crowd: Crowd) -> None:
    """And whoever shares a number shares it with the one before her, without a claim to it."""
    rows = crowd.rows(range(100))
    assert rows == crowd.rows(range(100))
    owners = {row["subject_id"]: row for row in rows[phone_ownership]}
    one, other = owners[person_of(49)], owners[person_of(50)]
    assert one["identity_id"] == other["identity_id"]
    assert (one["exclusive"], other["exclusive"]) == (False, False)
    assert owners[person_of(51)]["exclusive"]


async def test_most_second_selves_are_found_and_little_else() -> None:
    """Of a few hundred; how long it took is told, and judged of a million alone."""
    finding = await run(400)
    assert (finding.bar, finding.holds) == ("suggestions", None)
    assert finding.figures["second_selves"] == 20
    assert float(str(finding.figures["found_of_them"])) > 0.5
    assert float(str(finding.figures["right_of_suggested"])) > 0.8
    assert finding.figures["people"] == 400
