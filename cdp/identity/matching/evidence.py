"""Evidence: how much two people's agreeing, or disagreeing, fields say that they are one.

A field agrees at a level, disagrees, or is missing. At a level it weighs log2(m / u) bits: m is how
often the fields of one person agree so, u how often those of two people do by chance, which is how
common the value is among us. A rare name says more than a common one; what is missing says nothing.

    score = prior + sum of weights, in bits; 0 is as likely as not

Source: Fellegi and Sunter 1969, "A Theory for Record Linkage", section 2; Winkler 2000,
"Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage", for the value's own u.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique
from math import log2
from types import MappingProxyType
from typing import Final

from cdp.identity.matching.tokens import TokenKind


@unique
class Feature(StrEnum):
    """What is compared of two people, each once: its levels share one weight."""

    NAME = "NAME"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    BIRTHDAY = "BIRTHDAY"
    COMPANY = "COMPANY"


@unique
class Agreement(StrEnum):
    """How a feature of two people agrees."""

    SAME = "SAME"
    """The same value."""
    SIMILAR = "SIMILAR"
    """A name that sounds the same, a mailbox of the same name, the same city."""
    WEAK = "WEAK"
    """A name of the same initials."""
    DIFFERENT = "DIFFERENT"
    MISSING = "MISSING"
    """One of the two says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One way of agreeing: the tokens that show it, and m.

    `chance` is what part of an agreement is by chance: an e-mail address is handed to one person,
    so that two who share one are a family or an office at most.
    """

    agreement: Agreement
    kind: TokenKind
    m: float
    chance: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A feature: its levels, the surest first, and m of disagreeing."""

    feature: Feature
    levels: tuple[Level, ...]
    different: float

    @property
    def kinds(self) -> tuple[TokenKind, ...]:
        """What has to be there on both sides: else the feature is missing."""
        return tuple(level.kind for level in self.levels)


def _shipped() -> tuple[Comparison, ...]:
    same, similar, weak = Agreement.SAME, Agreement.SIMILAR, Agreement.WEAK
    return (
        Comparison(
            feature=Feature.NAME,
            levels=(
                Level(agreement=same, kind=TokenKind.NAME, m=0.80),
                Level(agreement=similar, kind=TokenKind.PINYIN, m=0.10),
                Level(agreement=weak, kind=TokenKind.INITIALS, m=0.04),
            ),
            different=0.06,
        ),
        Comparison(
            feature=Feature.EMAIL,
            levels=(
                Level(agreement=same, kind=TokenKind.EMAIL, m=0.55, chance=0.05),
                Level(agreement=similar, kind=TokenKind.EMAIL_LOCAL, m=0.10, chance=0.5),
            ),
            different=0.35,
        ),
        Comparison(
            feature=Feature.ADDRESS,
            levels=(
                Level(agreement=same, kind=TokenKind.STREET, m=0.45),
                Level(agreement=similar, kind=TokenKind.CITY, m=0.30),
            ),
            different=0.25,
        ),
        Comparison(
            feature=Feature.BIRTHDAY,
            levels=(Level(agreement=same, kind=TokenKind.BIRTHDAY, m=0.97),),
            different=0.03,
        ),
        Comparison(
            feature=Feature.COMPANY,
            levels=(Level(agreement=same, kind=TokenKind.COMPANY, m=0.60),),
            different=0.40,
        ),
    )


SHIPPED: Final = _shipped()
"""What is compared, with our estimates of m: `learning` makes a deployment's own."""

FEW: Final = 4
"""How many people a value is taken to have that fewer than `MANY` share: it is not told apart."""

MANY: Final = 10
"""From here on it is counted how many people share a value."""

LEAST_PEOPLE: Final = 1_000
"""A deployment of fewer is weighed as a sample of so many: chance is no smaller for its size."""

EXPECTED: Final = 0.1
"""Second selves that a person is expected to have among us, before anything is compared."""

SUGGESTED: Final = 0.0
"""Bits from which on a pair is suggested: as likely as not one person."""

LIKELY: Final = 6.6
"""Bits from which on it is likely: one in a hundred is not. It is still a steward's to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What weighs how much."""

    comparisons: tuple[Comparison, ...] = SHIPPED
    suggested: float = SUGGESTED

    def prior(self, people: int) -> float:
        """Bits of a pair of which nothing is known."""
        return log2(EXPECTED / max(people, LEAST_PEOPLE))

    def weight(
        self, comparison: Comparison, agreement: Agreement, *, sharing: int, people: int
    ) -> float:
        """Bits of one feature, where `sharing` of `people` have the value that agrees."""
        if agreement is Agreement.MISSING:
            return 0.0
        if agreement is Agreement.DIFFERENT:
            return log2(comparison.different)
        level = next(each for each in comparison.levels if each.agreement is agreement)
        chance = max(sharing, 1) * level.chance / max(people, LEAST_PEOPLE)
        return max(0.0, log2(level.m / min(1.0, chance)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """How one feature of a pair agrees, and how many share the value."""

    agreement: Agreement
    sharing: int = FEW


def score(
    observed: Mapping[Feature, Observed], *, people: int, model: Model | None = None
) -> float:
    """Bits that two people are one: the sum does not depend on the order of features or people."""
    model = model or Model()
    return model.prior(people) + sum(
        model.weight(each, seen.agreement, sharing=seen.sharing, people=people)
        for each in model.comparisons
        if (seen := observed.get(each.feature)) is not None
    )


_LETTERS: Final[Mapping[str, Agreement]] = MappingProxyType(
    {
        "S": Agreement.SAME,
        "s": Agreement.SIMILAR,
        "w": Agreement.WEAK,
        "D": Agreement.DIFFERENT,
        "-": Agreement.MISSING,
    }
)
LETTER: Final[Mapping[Agreement, str]] = MappingProxyType(
    {agreement: letter for letter, agreement in _LETTERS.items()}
)
"""How a suggestion keeps an agreement: a letter a feature, in the order of features."""


def agreements(stored: str) -> Mapping[Feature, Agreement]:
    """What a suggestion's letters say."""
    return {feature: _LETTERS[letter] for feature, letter in zip(Feature, stored, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What `learning.estimate` made of a model, and how surely."""

    model: Model
    share: float
    """What part of the pairs looked at are one person."""
    rounds: int
    by_feature: Mapping[Feature, Mapping[Agreement, float]] = field(default_factory=dict)
