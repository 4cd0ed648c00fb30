"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class SaveMatchRule(Model):
    save_match_rule: Union[
        "SaveMatchRuleSaveMatchRuleConflict",
        "SaveMatchRuleSaveMatchRuleInvalidInput",
        "SaveMatchRuleSaveMatchRulePurposeDenied",
        "SaveMatchRuleSaveMatchRuleSaveMatchRuleDone",
    ] = Field(alias="saveMatchRule", discriminator="typename__")


class SaveMatchRuleSaveMatchRuleConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SaveMatchRuleSaveMatchRuleInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SaveMatchRuleSaveMatchRulePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SaveMatchRuleSaveMatchRuleSaveMatchRuleDone(Model):
    typename__: Literal["SaveMatchRuleDone"] = Field(alias="__typename")
    rule: "SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneRule"
    dry_run: Optional["SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneDryRun"] = Field(alias="dryRun")


class SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneRule(Model):
    key: str
    version: int
    active: bool


class SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneDryRun(Model):
    merges: int
    suggestions: int
    sample: list["SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneDryRunSample"]


class SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneDryRunSample(Model):
    one: str
    other: str
    merges: bool


SaveMatchRule.model_rebuild()
SaveMatchRuleSaveMatchRuleSaveMatchRuleDone.model_rebuild()
SaveMatchRuleSaveMatchRuleSaveMatchRuleDoneDryRun.model_rebuild()
