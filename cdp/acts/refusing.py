"""Refusing: why a row of a file is not filed, and what whoever imports it can do.

The words are the same whoever the number belongs to: they tell nothing of a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.filing import Fate, Filed, Filing
from cdp.errors import CdpError, Conflict, FiledBefore, InvalidField, NobodyThere
from cdp.profile.owners import Owner
from privacy.errors import InvalidConsent, PrivacyError
from privacy.phone import Phone
from privacy.terms import ReasonCode, SubjectState

_NUMBER: Final = "number"
_ROW: Final = "row"

_UNAVAILABLE: Final = "Nothing can be filed under this number now: leave the row out."
_CONTRADICTED: Final = "What is on file rules this record out: check its number and its time."
_BARRIERS: Final[Mapping[ReasonCode, str]] = {
    ReasonCode.NOT_AVAILABLE: _UNAVAILABLE,
    ReasonCode.PROVENANCE_MISSING: "A list is no ground to file this number: leave the row out.",
}


def barrier(owner: Owner | None, phone: Phone, barred: frozenset[Phone]) -> ReasonCode | None:
    """Why nothing of a file may be filed under `phone`; None where it may.

    Whoever has a barred number now never asked to be left out.
    """
    if owner is None:
        return ReasonCode.PROVENANCE_MISSING if phone in barred else None
    return None if owner.state is SubjectState.LIVE else ReasonCode.NOT_AVAILABLE


def turned_away(filing: Filing, reason: ReasonCode) -> Filed:
    """A row before whose number there is a barrier."""
    return Filed(
        line=filing.line,
        fate=Fate.REFUSED,
        reason=reason,
        field=_NUMBER,
        advice=_BARRIERS[reason],
    )


def refused(filing: Filing, fault: CdpError | PrivacyError) -> Filed:
    """What becomes of a row whose act raised `fault`."""
    match fault:
        case FiledBefore():
            return Filed(line=filing.line, fate=Fate.DUPLICATE)
        case InvalidField():
            reason, name, advice = ReasonCode.INVALID_INPUT, fault.field, fault.advice
        case InvalidConsent():
            reason, name, advice = ReasonCode.INVALID_INPUT, _ROW, fault.advice
        case NobodyThere():
            reason, name, advice = ReasonCode.NOT_AVAILABLE, _NUMBER, _UNAVAILABLE
        case Conflict():
            reason, name, advice = ReasonCode.CONFLICT, _ROW, fault.advice
        case _:
            reason, name, advice = ReasonCode.CONFLICT, _ROW, _CONTRADICTED
    return Filed(line=filing.line, fate=Fate.REFUSED, reason=reason, field=name, advice=advice)
