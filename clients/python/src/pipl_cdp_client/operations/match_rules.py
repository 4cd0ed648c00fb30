"""Generated from graphql/ by `make client`: change the documents, not this file."""

from pydantic import Field

from ..model import Model
from .enums import MatchIdentifier, MatchRuleAction, MatchSecondKey, Verification


class MatchRules(Model):
    match_rules: list["MatchRulesMatchRules"] | None = Field(alias="matchRules")


class MatchRulesMatchRules(Model):
    key: str
    version: int
    identifier: MatchIdentifier
    action: MatchRuleAction
    priority: int
    min_verification: Verification = Field(alias="minVerification")
    max_per_subject: int = Field(alias="maxPerSubject")
    max_subjects_per_value: int = Field(alias="maxSubjectsPerValue")
    window_days: int | None = Field(alias="windowDays")
    second_keys: list[MatchSecondKey] = Field(alias="secondKeys")
    active: bool


MatchRules.model_rebuild()
