"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    Effect,
    MatchAgreement,
    MatchFeature,
    MatchSuggestionState,
    ReasonCode,
)


class MatchSuggestions(Model):
    match_suggestions: Optional["MatchSuggestionsMatchSuggestions"] = Field(
        alias="matchSuggestions"
    )


class MatchSuggestionsMatchSuggestions(Model):
    edges: list["MatchSuggestionsMatchSuggestionsEdges"]
    page_info: "MatchSuggestionsMatchSuggestionsPageInfo" = Field(alias="pageInfo")


class MatchSuggestionsMatchSuggestionsEdges(Model):
    cursor: str
    node: "MatchSuggestionsMatchSuggestionsEdgesNode"


class MatchSuggestionsMatchSuggestionsEdgesNode(Model):
    id: str
    score: float
    likely: bool
    state: MatchSuggestionState
    rule: str | None
    rule_version: int | None = Field(alias="ruleVersion")
    agreements: list["MatchSuggestionsMatchSuggestionsEdgesNodeAgreements"] | None
    profiles: list["MatchSuggestionsMatchSuggestionsEdgesNodeProfiles"]


class MatchSuggestionsMatchSuggestionsEdgesNodeAgreements(Model):
    feature: MatchFeature
    agreement: MatchAgreement


class MatchSuggestionsMatchSuggestionsEdgesNodeProfiles(Model):
    id: str
    name: str | None
    email: str | None
    address: str | None
    phones: list["MatchSuggestionsMatchSuggestionsEdgesNodeProfilesPhones"] | None
    privacy: list["MatchSuggestionsMatchSuggestionsEdgesNodeProfilesPrivacy"]


class MatchSuggestionsMatchSuggestionsEdgesNodeProfilesPhones(Model):
    display: str | None


class MatchSuggestionsMatchSuggestionsEdgesNodeProfilesPrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None


class MatchSuggestionsMatchSuggestionsPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


MatchSuggestions.model_rebuild()
MatchSuggestionsMatchSuggestions.model_rebuild()
MatchSuggestionsMatchSuggestionsEdges.model_rebuild()
MatchSuggestionsMatchSuggestionsEdgesNode.model_rebuild()
MatchSuggestionsMatchSuggestionsEdgesNodeProfiles.model_rebuild()
