"""Why a document cannot be planned."""

from __future__ import annotations

from typing import Final

from cdp.errors import DocumentRefused
from privacy.terms import ReasonCode

MALFORMED: Final = "The document is not valid GraphQL for this schema."


class LimitExceeded(DocumentRefused):
    """The operation is larger than is allowed. `limit` names the bound, `allowed` its number."""

    def __init__(self, reason: ReasonCode, advice: str, *, limit: str, allowed: int) -> None:
        super().__init__(reason, advice)
        self.limit = limit
        self.allowed = allowed


def literal(advice: str) -> DocumentRefused:
    """A personal value stands in the text, which is hashed, kept and named in the log."""
    return DocumentRefused(ReasonCode.LITERAL_NOT_ALLOWED, advice)


def invalid(advice: str = MALFORMED) -> DocumentRefused:
    """The document is malformed, or uses what cannot be planned."""
    return DocumentRefused(ReasonCode.DOCUMENT_INVALID, advice)
