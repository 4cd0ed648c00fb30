"""Why a document cannot be planned."""

from __future__ import annotations

from typing import Final

from cdp.errors import DocumentRefused
from privacy.terms import ReasonCode

MALFORMED: Final = "The document is not valid GraphQL for this schema."


def literal(advice: str) -> DocumentRefused:
    """A personal value stands in the text, which is hashed, kept and named in the log."""
    return DocumentRefused(ReasonCode.LITERAL_NOT_ALLOWED, advice)


def invalid(advice: str = MALFORMED) -> DocumentRefused:
    """The document is malformed, or uses what cannot be planned."""
    return DocumentRefused(ReasonCode.DOCUMENT_INVALID, advice)
