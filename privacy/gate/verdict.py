"""What a ruling means for one person."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from privacy.policy import BY_LAW
from privacy.terms import AgeBand, ConsentState, LegalBasis, ReasonCode, SubjectState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacy.gate.ask import Ruling

MINORS: Final = frozenset({AgeBand.UNDER_14, AgeBand.FROM_14_TO_17})
"""Age bands that only exempt purposes may see until guardian's consent and approval exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one person stands towards a ruling, as the statement returned it.

    `contract`: a contract is running at the time of the ask. `consent`: the state of the
    ruling's cell at that time, expiry applied. Where her profile has other members, `age_band` is
    that of the youngest, and `denied_elsewhere` the no that one of them said to the ruling's cell.
    """

    subject: UUID
    state: SubjectState
    contract: bool
    consent: ConsentState
    age_band: AgeBand = AgeBand.UNKNOWN
    denied_elsewhere: ConsentState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one person's data may be processed: the ground it stands on, or the reason why not.

    `article` is that of the ground, or of the reason.
    """

    allowed: bool
    basis: LegalBasis | None
    reason: ReasonCode | None
    article: str | None


_MISSING: Final[Mapping[ConsentState, ReasonCode]] = MappingProxyType(
    {
        ConsentState.UNKNOWN: ReasonCode.CONSENT_MISSING,
        ConsentState.REFUSED: ReasonCode.CONSENT_REFUSED,
        ConsentState.EXPIRED: ReasonCode.CONSENT_EXPIRED,
        ConsentState.INVALIDATED: ReasonCode.CONSENT_INVALIDATED,
        ConsentState.WITHDRAWN: ReasonCode.CONSENT_WITHDRAWN,
    }
)


def judge(ruling: Ruling, standing: Standing) -> Verdict:
    """Whether `ruling` reaches this person, on which ground, or why not."""
    reason = _barrier(ruling, standing)
    if reason is None:
        basis = next((basis for basis in ruling.bases if _holds(basis, ruling, standing)), None)
        if basis is not None:
            article = ruling.basis_articles.get(basis)
            return Verdict(allowed=True, basis=basis, reason=None, article=article)
        reason = _missing(ruling, standing)
    return Verdict(allowed=False, basis=None, reason=reason, article=ruling.articles.get(reason))


def _barrier(ruling: Ruling, standing: Standing) -> ReasonCode | None:
    """What stands in the way whatever the ground; nothing does for an exempt purpose."""
    if ruling.exempt:
        return None
    if standing.state is SubjectState.RESTRICTED:
        return ReasonCode.SUBJECT_RESTRICTED
    if standing.state is SubjectState.ERASING:
        return ReasonCode.SUBJECT_ERASED
    if standing.age_band is AgeBand.UNDER_14:
        return ReasonCode.GUARDIAN_CONSENT_MISSING
    return ReasonCode.APPROVAL_REQUIRED if standing.age_band in MINORS else None


def _holds(basis: LegalBasis, ruling: Ruling, standing: Standing) -> bool:
    """Whether `basis` holds; a ground that nothing here can show does not."""
    if basis in BY_LAW:
        return ruling.by_law
    if basis is LegalBasis.CONTRACT:
        return standing.contract
    if basis is LegalBasis.CONSENT:
        # A no spreads over a profile, a yes does not: so no merge ever lets more be seen.
        is_vetoed = standing.denied_elsewhere is not None
        return ruling.by_consent and standing.consent is ConsentState.GIVEN and not is_vetoed
    return False


def _missing(ruling: Ruling, standing: Standing) -> ReasonCode:
    """Why no ground holds: for want of consent where it was a ground, else of any ground."""
    if not ruling.by_consent:
        return ReasonCode.NO_LAWFUL_BASIS
    said = standing.denied_elsewhere or standing.consent
    return _MISSING.get(said, ReasonCode.NO_LAWFUL_BASIS)
