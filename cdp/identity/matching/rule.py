"""MatchRule: when two subjects are one person, or may be, as data that a steward sets.

A rule names an identifier that both have, how surely each must have it, and what else must agree.
MERGE writes, and only behind a check that it is hers: what is said on a form, or on a call that
anybody can make, merges nobody. Of the rest a rule makes suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from cdp.errors import InvalidField
from cdp.identity.matching.tokens import TokenKind
from cdp.identity.record import Verification

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_KEY_LETTERS: Final = 64
_PRIORITIES: Final = 1_000
_MOST_SHARING: Final = 100
_MOST_DAYS: Final = 3_660
_PAIR: Final = 2


@unique
class Identifier(StrEnum):
    """What two may have in common that was handed to one person, as far as it is stored."""

    PHONE = "PHONE"
    EMAIL = "EMAIL"


@unique
class RuleAction(StrEnum):
    """What a rule does with a pair that meets it."""

    MERGE = "MERGE"
    SUGGEST = "SUGGEST"


@unique
class SecondKey(StrEnum):
    """What else must agree."""

    NAME = "NAME"
    NAME_SOUND = "NAME_SOUND"
    BIRTHDAY = "BIRTHDAY"
    STREET = "STREET"
    COMPANY = "COMPANY"


KIND_OF: Final[Mapping[SecondKey, TokenKind]] = MappingProxyType(
    {
        SecondKey.NAME: TokenKind.NAME,
        SecondKey.NAME_SOUND: TokenKind.PINYIN,
        SecondKey.BIRTHDAY: TokenKind.BIRTHDAY,
        SecondKey.STREET: TokenKind.STREET,
        SecondKey.COMPANY: TokenKind.COMPANY,
    }
)

_RANKS: Final = tuple(Verification)
LEAST_TO_MERGE: Final[Mapping[Identifier, Verification]] = MappingProxyType(
    {
        # Who answers a call there has the number. Who says an address on a call has a voice.
        Identifier.PHONE: Verification.CALL_ANSWERED,
        Identifier.EMAIL: Verification.SMS_OTP,
    }
)
"""Below that somebody has said that it is hers, and nothing shows that it is."""


def rank_of(verification: Verification) -> int:
    """How sure it is: the greater the surer."""
    return _RANKS.index(verification)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRule:
    """One version of a rule.

    `max_per_subject`: whoever has more such identifiers is no person, but a form's own. Where more
    than `max_subjects_per_value` share one it is nobody's. `window_days`: how long ago it may have
    been said; None: always.
    """

    key: str
    identifier: Identifier
    action: RuleAction
    priority: int
    min_verification: Verification
    max_per_subject: int = 5
    max_subjects_per_value: int = 4
    window_days: int | None = None
    second_keys: frozenset[SecondKey] = frozenset()
    is_active: bool = True
    version: int = 0

    def check(self, others: Iterable[MatchRule] = ()) -> None:
        """Return if the rule makes sense by itself and beside `others` that are in force.

        Raises:
            InvalidField: it does not; the advice says what to change.
        """
        for fault in self._faults():
            raise fault
        if self.is_active:
            self._check_beside([each for each in others if each.key != self.key])

    def _faults(self) -> Iterator[InvalidField]:
        if not _KEY.fullmatch(self.key) or len(self.key) > _KEY_LETTERS:
            yield InvalidField("key", "Give small letters, digits and dashes: email-confirmed.")
        yield from self._out_of_bounds()
        merges = self.action is RuleAction.MERGE
        least = LEAST_TO_MERGE[self.identifier]
        if merges and rank_of(self.min_verification) < rank_of(least):
            yield InvalidField(
                "minVerification",
                f"What is only said merges nobody: give {least.value} or more, or let it SUGGEST.",
            )
        names = self.second_keys & {SecondKey.NAME, SecondKey.NAME_SOUND}
        if merges and self.identifier is Identifier.PHONE and SecondKey.NAME not in names:
            yield InvalidField(
                "secondKeys",
                "Families share numbers: number and name must match before anything merges.",
            )
        if len(names) == _PAIR:
            yield InvalidField(
                "secondKeys", "Names that are the same sound the same: give one of the two."
            )

    def _out_of_bounds(self) -> Iterator[InvalidField]:
        bounds = (
            ("priority", self.priority, 1, _PRIORITIES),
            ("maxPerSubject", self.max_per_subject, 1, _MOST_SHARING),
            ("maxSubjectsPerValue", self.max_subjects_per_value, _PAIR, _MOST_SHARING),
            ("windowDays", self.window_days, 1, _MOST_DAYS),
        )
        for field, value, least, most in bounds:
            if value is not None and not least <= value <= most:
                yield InvalidField(field, f"Give {least} to {most}: the rule matches nobody else.")

    def _check_beside(self, others: Iterable[MatchRule]) -> None:
        for other in sorted((each for each in others if each.is_active), key=_order):
            if other.priority == self.priority:
                raise InvalidField(
                    "priority", f"The rule {other.key} has it: give each a priority of its own."
                )
            first, second = sorted((self, other), key=_order)
            if first.covers(second):
                raise InvalidField(
                    "priority",
                    f"Whatever meets {second.key} meets {first.key} before: {second.key} would "
                    "never be reached. Put it first, or retire one of them.",
                )

    def covers(self, other: MatchRule) -> bool:
        """Whether every pair that `other` does something with has had as much done by this rule.

        A rule that merges suggests whom it may not merge, so it covers one that only suggests.
        """
        is_as_sure = rank_of(self.min_verification) <= rank_of(other.min_verification)
        does_as_much = (self.action is other.action and is_as_sure) or (
            self.action is RuleAction.MERGE and other.action is RuleAction.SUGGEST
        )
        return (
            self.identifier is other.identifier
            and does_as_much
            and self.max_per_subject >= other.max_per_subject
            and self.max_subjects_per_value >= other.max_subjects_per_value
            and _reaches(self.window_days, other.window_days)
            and _implied(self.second_keys) <= _implied(other.second_keys)
        )


def _reaches(window: int | None, other: int | None) -> bool:
    return window is None or (other is not None and window >= other)


def _implied(keys: frozenset[SecondKey]) -> frozenset[SecondKey]:
    """What agrees where `keys` do: the same name sounds the same."""
    return keys | ({SecondKey.NAME_SOUND} if SecondKey.NAME in keys else set())


def _order(rule: MatchRule) -> int:
    return rule.priority


SHIPPED: Final = (
    MatchRule(
        key="email-confirmed",
        identifier=Identifier.EMAIL,
        action=RuleAction.MERGE,
        priority=10,
        min_verification=Verification.SMS_OTP,
        max_per_subject=5,
        max_subjects_per_value=3,
        window_days=730,
        second_keys=frozenset({SecondKey.NAME}),
    ),
    MatchRule(
        key="email-declared",
        identifier=Identifier.EMAIL,
        action=RuleAction.SUGGEST,
        priority=20,
        min_verification=Verification.DECLARED,
        max_per_subject=5,
        max_subjects_per_value=5,
        second_keys=frozenset({SecondKey.NAME_SOUND}),
    ),
    MatchRule(
        key="phone-shared",
        identifier=Identifier.PHONE,
        action=RuleAction.SUGGEST,
        priority=30,
        min_verification=Verification.DECLARED,
        max_per_subject=5,
        max_subjects_per_value=8,
        second_keys=frozenset({SecondKey.NAME}),
    ),
)
"""What stands from the first start on, until a steward sets something else."""
