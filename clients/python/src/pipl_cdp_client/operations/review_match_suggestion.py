"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ReviewMatchSuggestion(Model):
    review_match_suggestion: Union[
        "ReviewMatchSuggestionReviewMatchSuggestionConflict",
        "ReviewMatchSuggestionReviewMatchSuggestionInvalidInput",
        "ReviewMatchSuggestionReviewMatchSuggestionNotAvailable",
        "ReviewMatchSuggestionReviewMatchSuggestionPurposeDenied",
        "ReviewMatchSuggestionReviewMatchSuggestionReviewMatchSuggestionDone",
    ] = Field(alias="reviewMatchSuggestion", discriminator="typename__")


class ReviewMatchSuggestionReviewMatchSuggestionConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ReviewMatchSuggestionReviewMatchSuggestionInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ReviewMatchSuggestionReviewMatchSuggestionNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ReviewMatchSuggestionReviewMatchSuggestionPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class ReviewMatchSuggestionReviewMatchSuggestionReviewMatchSuggestionDone(Model):
    typename__: Literal["ReviewMatchSuggestionDone"] = Field(alias="__typename")
    decision_id: str | None = Field(alias="decisionId")
    profile_ids: list[str] = Field(alias="profileIds")


ReviewMatchSuggestion.model_rebuild()
