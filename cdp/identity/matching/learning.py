"""Learning: m estimated from how pairs agree, without anybody saying which of them are one person.

Expectation maximisation over agreement vectors: taking m and u as they stand, how likely each
vector is a match; taking that, m and u anew; again until nothing moves. Features are taken to agree
independently of one another, given whether the two are one.
Source: Winkler 1988, "Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model of
Record Linkage"; Dempster, Laird and Rubin 1977.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Final

from cdp.identity.matching.evidence import (
    Agreement,
    Comparison,
    Feature,
    Learned,
    Model,
    agreements,
)

ROUNDS: Final = 200
"""Most rounds: it converges in a few dozen."""

STILL: Final = 1e-6
"""A round that moves nothing by more ends it."""

_LEAST: Final = 1e-4
"""No way of agreeing is impossible: a zero would outweigh everything else for ever."""

_Rates = dict[Feature, dict[Agreement, float]]


def estimate(seen: Mapping[str, int], start: Model | None = None) -> Learned:
    """The model that explains how often each agreement vector was `seen`.

    Raises:
        ValueError: nothing was seen.
    """
    total = sum(seen.values())
    if total <= 0:
        raise ValueError("there are no pairs to learn from")
    model = start or Model()
    vectors = [(agreements(stored), count) for stored, count in sorted(seen.items())]
    rates_m, rates_u = _of_model(model), _overall(model, vectors)
    share = 0.5
    rounds = 0
    for rounds in range(1, ROUNDS + 1):  # noqa: B007 - told at the end
        matched = [_likely(vector, share, rates_m, rates_u) for vector, _ in vectors]
        before = share
        share = sum(p * n for p, (_, n) in zip(matched, vectors, strict=True)) / total
        weighed = [p * n for p, (_, n) in zip(matched, vectors, strict=True)]
        others = [(1 - p) * n for p, (_, n) in zip(matched, vectors, strict=True)]
        after_m = _rates(model, vectors, weighed)
        rates_u = _rates(model, vectors, others)
        moved = max(abs(share - before), _moved(rates_m, after_m))
        rates_m = after_m
        if moved < STILL:
            break
    learned = replace(
        model, comparisons=tuple(_with(each, rates_m[each.feature]) for each in model.comparisons)
    )
    return Learned(model=learned, share=share, rounds=rounds, by_feature=rates_m)


def _likely(
    vector: Mapping[Feature, Agreement], share: float, rates_m: _Rates, rates_u: _Rates
) -> float:
    """How likely a pair that agrees so is one person."""
    told = [(f, a) for f, a in vector.items() if a is not Agreement.MISSING]
    match = share * prod(rates_m[f].get(a, _LEAST) for f, a in told)
    chance = (1 - share) * prod(rates_u[f].get(a, _LEAST) for f, a in told)
    return match / (match + chance) if match + chance else 0.0


def _rates(
    model: Model,
    vectors: Sequence[tuple[Mapping[Feature, Agreement], int]],
    weights: Sequence[float],
) -> _Rates:
    """How often each feature agreed in each way, among pairs weighed so. Missing tells naught."""
    rates: _Rates = {}
    for each in model.comparisons:
        ways = _ways(each)
        counted = dict.fromkeys(ways, 0.0)
        for (vector, _), weight in zip(vectors, weights, strict=True):
            way = vector[each.feature]
            if way in counted:
                counted[way] += weight
        total = sum(counted.values())
        rates[each.feature] = {
            way: max(_LEAST, count / total) if total else 1 / len(ways)
            for way, count in counted.items()
        }
    return rates


def _overall(model: Model, vectors: Sequence[tuple[Mapping[Feature, Agreement], int]]) -> _Rates:
    """Where u begins: as everybody agrees with everybody."""
    return _rates(model, vectors, [float(count) for _, count in vectors])


def _of_model(model: Model) -> _Rates:
    return {
        each.feature: {
            **{level.agreement: level.m for level in each.levels},
            Agreement.DIFFERENT: each.different,
        }
        for each in model.comparisons
    }


def _ways(comparison: Comparison) -> tuple[Agreement, ...]:
    return (*(level.agreement for level in comparison.levels), Agreement.DIFFERENT)


def _with(comparison: Comparison, rates: Mapping[Agreement, float]) -> Comparison:
    return replace(
        comparison,
        levels=tuple(replace(level, m=rates[level.agreement]) for level in comparison.levels),
        different=rates[Agreement.DIFFERENT],
    )


def _moved(before: _Rates, after: _Rates) -> float:
    return max(
        abs(rate - before[feature].get(way, 0.0))
        for feature, rates in after.items()
        for way, rate in rates.items()
    )
