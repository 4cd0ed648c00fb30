"""The policy: a document that people review, loaded into values that the gate reads."""

from privacy.policy.checks import BY_LAW
from privacy.policy.document import (
    LIFTED,
    Budgets,
    Cell,
    Client,
    Policy,
    PurposeRule,
    QuietHours,
    Row,
    Shown,
    StepUp,
    Title,
)
from privacy.policy.loading import default_document, load
from privacy.policy.mark import Mark
from privacy.policy.succession import check_succession

__all__ = [
    "BY_LAW",
    "LIFTED",
    "Budgets",
    "Cell",
    "Client",
    "Mark",
    "Policy",
    "PurposeRule",
    "QuietHours",
    "Row",
    "Shown",
    "StepUp",
    "Title",
    "check_succession",
    "default_document",
    "load",
]
