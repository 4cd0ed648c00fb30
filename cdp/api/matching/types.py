"""Suggestions and rules on the surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Record
from cdp.api.people.profile import Profile
from cdp.api.rows import Connection, InList, edges_of
from cdp.database.listing import Place
from cdp.identity.matching.evidence import LIKELY, Agreement, Feature, agreements
from cdp.identity.matching.rule import Identifier, MatchRule, RuleAction, SecondKey
from cdp.identity.matching.suggestion import SuggestionState
from cdp.identity.matching.weighing import TENTHS
from cdp.identity.record import Verification
from cdp.profile.person import Person
from privacy.store.statement import Row
from privacy.terms import DataCategory

LIST: Final = "match_suggestions"
"""The list of suggestions; its cursors fit no other."""

CATEGORY_OF: Final[Mapping[Feature, DataCategory]] = MappingProxyType(
    {
        Feature.NAME: DataCategory.IDENTITY_NAME,
        Feature.EMAIL: DataCategory.CONTACT_EMAIL,
        Feature.ADDRESS: DataCategory.CONTACT_ADDRESS,
        Feature.BIRTHDAY: DataCategory.DEMOGRAPHIC_BIRTHDATE,
        Feature.COMPANY: DataCategory.IDENTITY_NAME,
    }
)
"""What is compared, as the policy calls it."""

_WORD: Final = "word of a closed list"
_COUNT: Final = "a count"
_NUMBER: Final = "a number of a rule"


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One suggestion, and whom it is about, as far as they may be seen."""

    row: Row
    people: tuple[Person, Person]

    @property
    def place(self) -> Place:
        """Where it stands: the likeliest come first."""
        return Place(at=self.row["score"], id=self.row["id"])


@strawberry.type(description="How one field of two profiles agrees. No value is in it.")
class FieldAgreement:
    """An agreement."""

    feature: Feature = given(_WORD, "What was compared.")
    agreement: Agreement = given(_WORD, "How it agrees.")


@strawberry.type(description="Two profiles that may be one person. Found by tokens: none opened.")
class MatchSuggestion:
    """A suggestion."""

    row: strawberry.Private[Row]
    people: strawberry.Private[tuple[Person, Person]]

    @plain("random id", "Names the suggestion: say what you think of it by this.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """The id."""
        return turn_of(info).ids.record(Record.MATCH_SUGGESTION, self.row["id"])

    @plain("bits of evidence, no value", "Evidence in bits: at 0 it is as likely as not.")
    def score(self) -> float:
        """The score."""
        return float(self.row["score"]) / TENTHS

    @plain("bits of evidence, no value", "Whether fewer than one in a hundred such are two people.")
    def likely(self) -> bool:
        """Whether it is over the upper threshold."""
        return bool(self.row["score"] >= LIKELY * TENTHS)

    @plain(_WORD, "Where it stands.")
    def state(self) -> SuggestionState:
        """The state."""
        return SuggestionState(self.row["stands"])

    @plain("name of a rule", "The rule that found it; null: their fields together did.")
    def rule(self) -> str | None:
        """The rule."""
        found: str | None = self.row["rule"]
        return found

    @plain("version of a rule", "In which version.")
    def rule_version(self) -> int | None:
        """The version."""
        found: int | None = self.row["rule_version"]
        return found

    @held(DataCategory.IDENTITY_NAME, "How what both sources say agrees, field by field.")
    def agreements(self, info: strawberry.Info) -> list[FieldAgreement] | None:
        """The agreements."""
        if not turn_of(info).shows("MatchSuggestion.agreements", DataCategory.IDENTITY_NAME):
            return None
        found = agreements(self.row["agreement"])
        return [FieldAgreement(feature=each, agreement=way) for each, way in found.items()]

    @plain("its fields are classified", "The two.")
    def profiles(self) -> list[Profile]:
        """The profiles."""
        return [Profile(person=person) for person in self.people]


@strawberry.type(description="A suggestion in a list.")
class MatchSuggestionEdge(InList):
    """Relay's edge."""

    node: MatchSuggestion = given("its fields are classified", "The suggestion.")


def _node(row: SuggestionRow) -> MatchSuggestion:
    return MatchSuggestion(row=row.row, people=row.people)


@strawberry.type(description="Suggestions, the likeliest first.")
class MatchSuggestionConnection(Connection):
    """Relay's connection."""

    edges: list[MatchSuggestionEdge] = edges_of(MatchSuggestionEdge, _node, "The suggestions.")


@strawberry.type(
    name="MatchRule", description="When two are one person, or may be. Nobody is in it."
)
class ShownRule:
    """A rule."""

    key: str = given("name of a rule", "What it is called.")
    version: int = given("version of a rule", "Which version stands.")
    identifier: Identifier = given(_WORD, "What both have.")
    action: RuleAction = given(_WORD, "What it does with whom it finds.")
    priority: int = given(_NUMBER, "Its place: the least comes first.")
    min_verification: Verification = given(_WORD, "How surely each has it.")
    max_per_subject: int = given(_NUMBER, "Whoever has more of it is no person.")
    max_subjects_per_value: int = given(_NUMBER, "Where more share one, it is nobody's.")
    window_days: int | None = given(_NUMBER, "How long ago it may have been said; null: always.")
    second_keys: list[SecondKey] = given(_WORD, "What else must agree.")
    active: bool = given("whether a rule is in force", "Whether it is in force.")

    @classmethod
    def of(cls, rule: MatchRule) -> ShownRule:
        """The rule as it is shown."""
        return cls(
            key=rule.key,
            version=rule.version,
            identifier=rule.identifier,
            action=rule.action,
            priority=rule.priority,
            min_verification=rule.min_verification,
            max_per_subject=rule.max_per_subject,
            max_subjects_per_value=rule.max_subjects_per_value,
            window_days=rule.window_days,
            second_keys=sorted(rule.second_keys),
            active=rule.is_active,
        )


@strawberry.type(description="Two whom a rule would find.")
class RehearsedPair:
    """A pair of a sample."""

    one: strawberry.ID = given("random id", "The one profile.")
    other: strawberry.ID = given("random id", "The other.")
    merges: bool = given("what a rule would do", "Merged; else suggested.")


@strawberry.type(description="What a rule would do to what stands. Nothing was written.")
class MatchRehearsal:
    """A dry run."""

    merges: int = given(_COUNT, "Pairs that it would merge.")
    suggestions: int = given(_COUNT, "Pairs that it would suggest.")
    sample: list[RehearsedPair] = given("random ids", "Some of them, those to be merged first.")
