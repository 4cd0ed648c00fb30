"""A score lies on its scale; the best ask to be recommended, the worst to be made good."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from cdp.cases.satisfaction import SCALES, FollowUp, Satisfaction, SatisfactionKind
from cdp.errors import InvalidField
from privacy.testing.asks import NOW

ROW = UUID("0192f000-0000-7000-8000-0000000000c1")


def said(kind: SatisfactionKind, score: int, **more: object) -> Satisfaction:
    given: dict[str, object] = {"answered_at": NOW, "now": NOW, **more}
    return Satisfaction.of(kind=kind, score=score, **given)  # type: ignore[arg-type] # some are wrong on purpose


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (SatisfactionKind.CSAT, 1, 5),
        (SatisfactionKind.NPS, 0, 10),
        (SatisfactionKind.CES, 1, 7),
    ],
)
def test_a_score_lies_on_its_scale(kind: SatisfactionKind, low: int, high: int) -> None:
    """Both ends belong to it."""
    assert [said(kind, low).score, said(kind, high).score] == [low, high]
    for beyond in (low - 1, high + 1):
        with pytest.raises(InvalidField) as refused:
            said(kind, beyond)
        assert refused.value.field == "score"


@pytest.mark.parametrize(
    ("kind", "recovery", "nothing", "referral"),
    [
        (SatisfactionKind.CSAT, [1, 2], [3, 4], [5]),
        (SatisfactionKind.NPS, [0, 1, 2, 3, 4, 5, 6], [7, 8], [9, 10]),
        (SatisfactionKind.CES, [1, 2, 3], [4, 5], [6, 7]),
    ],
)
def test_what_follows_from_a_score(
    kind: SatisfactionKind, recovery: list[int], nothing: list[int], referral: list[int]
) -> None:
    """Every score of the scale, once."""
    scale = SCALES[kind]
    followed = {score: said(kind, score).follow_up for score in range(scale.low, scale.high + 1)}
    assert followed == {
        **dict.fromkeys(recovery, FollowUp.RECOVERY),
        **dict.fromkeys(nothing),
        **dict.fromkeys(referral, FollowUp.REFERRAL),
    }


def test_a_score_is_of_one_thing_at_most() -> None:
    """Of a case, an order or a call, or of none of them."""
    kind = SatisfactionKind.CSAT
    assert said(kind, 5).case is None
    assert said(kind, 5, call=ROW).call == ROW
    with pytest.raises(InvalidField) as refused:
        said(kind, 5, case=ROW, order=ROW)
    assert refused.value.field == "case"


def test_a_score_of_the_future_is_refused_and_a_comment_is_cleaned() -> None:
    """And printed nowhere."""
    kind = SatisfactionKind.NPS
    with pytest.raises(InvalidField) as refused:
        said(kind, 5, answered_at=NOW + timedelta(microseconds=1))
    assert refused.value.field == "answeredAt"
    filed = said(kind, 5, comment=" 很快 ")
    assert filed.comment == "很快"
    assert "很快" not in repr(filed)
