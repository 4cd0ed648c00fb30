"""What entries say to one another: contradictions that no single entry shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from privacy.terms import DataCategory, Effect, LegalBasis, Purpose, ReasonCode, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacy.policy.document import Cell, Policy, PurposeRule, Row, Shown
    from privacy.policy.reading import Faults

MAY_BE_EXEMPT: Final = frozenset(
    {
        Purpose.LEGAL_RETENTION,
        Purpose.LEGAL_CLAIM,
        Purpose.SECURITY_FRAUD_PREVENTION,
        Purpose.RIGHTS_FULFILMENT,
        Purpose.COMPLIANCE_AUDIT,
    }
)
"""The purposes that may see restricted persons. No document adds one. Source: PIPL 47(2)."""

NEED_NO_CASE: Final = frozenset(
    {
        Purpose.IDENTITY_RESOLUTION,
        Purpose.DATA_QUALITY_MAINTENANCE,
        Purpose.COMPLIANCE_AUDIT,
        Purpose.RIGHTS_FULFILMENT,
    }
)
"""The purposes that may stand on a legal duty without a case reference."""

ENFORCED: Final = frozenset(
    {LegalBasis.CONSENT, LegalBasis.CONTRACT, LegalBasis.LEGAL_DUTY, LegalBasis.OTHER_LAW}
)
"""The grounds that the gate can tell to hold."""

BY_LAW: Final = frozenset({LegalBasis.LEGAL_DUTY, LegalBasis.OTHER_LAW})
"""Grounds that hold whatever the person said, wherever their case reference is given."""

NEVER_SHOWN: Final = frozenset({DataCategory.PSEUDONYM_KEY})
"""Categories that nobody sees for any purpose."""

WHOLE_BY_REVEAL_ALONE: Final = frozenset({DataCategory.CONTACT_PHONE})
"""Categories that no row shows in full. Source: GB/T 35273-2020 7.2."""

NEEDS_ARTICLE: Final = frozenset(
    {
        ReasonCode.NO_PURPOSE,
        ReasonCode.PURPOSE_NOT_IN_CEILING,
        ReasonCode.PURPOSE_CATEGORY_MISMATCH,
        ReasonCode.ROLE_FORBIDDEN,
        ReasonCode.CLIENT_ENDED,
        ReasonCode.NO_LAWFUL_BASIS,
        ReasonCode.CONSENT_MISSING,
        ReasonCode.CONSENT_REFUSED,
        ReasonCode.CONSENT_WITHDRAWN,
        ReasonCode.CONSENT_EXPIRED,
        ReasonCode.CONSENT_INVALIDATED,
        ReasonCode.GUARDIAN_CONSENT_MISSING,
        ReasonCode.APPROVAL_REQUIRED,
        ReasonCode.SUBJECT_RESTRICTED,
        ReasonCode.SUBJECT_ERASED,
        ReasonCode.CASE_REF_REQUIRED,
        ReasonCode.STEP_UP_REQUIRED,
        ReasonCode.INVALID_INPUT,
        ReasonCode.MINOR,
        ReasonCode.DO_NOT_CONTACT,
        ReasonCode.NUMBER_UNUSABLE,
        ReasonCode.OPEN_COMPLAINT,
        ReasonCode.QUIET_HOURS,
    }
)
"""The reasons that the gate and contactability give: each stands on an article."""


def check(policy: Policy, faults: Faults) -> None:
    """Report every contradiction of `policy`."""
    for reason in sorted(NEEDS_ARTICLE - set(policy.articles)):
        faults.add(("article",), f"Name the article that {reason.value} stands on.")
    _check_cells(policy, faults)
    for of_purpose in policy.purposes.values():
        _check_grounds(policy, of_purpose, faults)
        _check_rows(policy, of_purpose, faults)
    _check_clients(policy, faults)


def _check_cells(policy: Policy, faults: Faults) -> None:
    bits: set[int] = set()
    standing: set[Purpose] = set()
    for place, cell in enumerate(policy.cells):
        if cell.bit in bits:
            faults.add(("cell", place, "bit"), "This bit is taken: a bit is never used again.")
        bits.add(cell.bit)
        if cell.retired:
            continue
        if cell.purpose in standing:
            advice = "This purpose has a cell already: retire the older one (retired = true)."
            faults.add(("cell", place, "purpose"), advice)
        standing.add(cell.purpose)
        of_purpose = policy.purpose(cell.purpose)
        if of_purpose is None or LegalBasis.CONSENT not in of_purpose.bases:
            advice = "Give this purpose the ground consent, or retire this cell."
            faults.add(("cell", place, "purpose"), advice)


def _check_grounds(policy: Policy, of_purpose: PurposeRule, faults: Faults) -> None:
    purpose = of_purpose.purpose
    place = ("purpose", purpose.value)
    for basis in of_purpose.bases:
        if basis not in ENFORCED:
            faults.add((*place, "bases"), f"Leave out {basis.value}: nothing can enforce it yet.")
        elif basis not in policy.bases:
            faults.add(("basis",), f"Name the article of the ground {basis.value}.")
    if LegalBasis.CONSENT in of_purpose.bases and policy.cell(purpose) is None:
        faults.add((*place, "bases"), "Add a [[cell]]: a consent needs its question.")
    if of_purpose.exempt and purpose not in MAY_BE_EXEMPT:
        faults.add((*place, "exempt"), "Remove this: the law exempts other purposes only.")
    by_law = bool(BY_LAW & set(of_purpose.bases))
    if by_law and not of_purpose.case_reference and purpose not in NEED_NO_CASE:
        faults.add((*place, "bases"), "Add case_reference = true: this ground needs a case.")
    if of_purpose.case_reference and not by_law:
        faults.add((*place, "case_reference"), "Remove this: no ground here needs a case.")


def _check_rows(policy: Policy, of_purpose: PurposeRule, faults: Faults) -> None:
    cell = policy.cell(of_purpose.purpose)
    seen: set[Role] = set()
    for number, row in enumerate(of_purpose.rows):
        place = ("purpose", of_purpose.purpose.value, "row", number)
        for role in sorted(row.roles & seen):
            faults.add((*place, "roles"), f"An earlier row speaks for {role} already.")
        seen |= row.roles
        masked = {key for key, shown in row.show.items() if shown.effect is Effect.MASK}
        for category in sorted(row.reveal - masked):
            faults.add((*place, "reveal"), f"Mask {category.value}: only that can be revealed.")
        _check_entrusted(row, masked, place, faults)
        for category in sorted(NEVER_SHOWN & (set(row.show) | row.writes)):
            faults.add((*place, "show"), f"Remove {category.value}: nobody may see it.")
        for category in sorted(WHOLE_BY_REVEAL_ALONE & (set(row.show) - masked)):
            advice = f"Mask {category.value}, and list it in reveal: it is never shown whole."
            faults.add((*place, "show", category.value), advice)
        for category in _beyond(cell, row.show):
            advice = f"Add {category.value} to the purpose's cell: consent does not cover it."
            faults.add((*place, "show", category.value), advice)


def _check_entrusted(
    row: Row, masked: set[DataCategory], place: tuple[str | int, ...], faults: Faults
) -> None:
    if row.entrust and row.roles != {Role.JOB}:
        advice = "Give this a row for job alone: nobody but the service hands data over."
        faults.add((*place, "entrust"), advice)
    for category in sorted(row.entrust - masked):
        faults.add((*place, "entrust"), f"Mask {category.value}: nobody here sees it whole.")


def _beyond(cell: Cell | None, shown: Mapping[DataCategory, Shown]) -> tuple[DataCategory, ...]:
    """The categories that are shown, but were not asked consent for."""
    if cell is None:
        return ()
    asked = cell.categories | {DataCategory.CONSENT_RECORD}
    return tuple(sorted(set(shown) - asked))


def _check_clients(policy: Policy, faults: Faults) -> None:
    for client in policy.clients.values():
        place = ("client", client.id)
        if len(client.roles & policy.exclusive_roles) > 1:
            faults.add((*place, "roles"), "Register two clients: these roles exclude each other.")
        for purpose in sorted(client.purposes):
            of_purpose = policy.purpose(purpose)
            if of_purpose is None:
                advice = f"Remove {purpose.value}: no [purpose] of this policy allows it."
                faults.add((*place, "purposes"), advice)
            elif of_purpose.row(client.roles) is None:
                advice = f"Remove {purpose.value}: none of this client's roles may use it."
                faults.add((*place, "purposes"), advice)
