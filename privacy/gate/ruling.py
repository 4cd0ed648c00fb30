"""What the policy says of an operation: caller, client, purpose and categories."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.errors import InvalidLeaf, Refusal
from privacy.gate.ask import NO_CELL, Ask, Ruling
from privacy.grant import View
from privacy.ledger.words import require_reference
from privacy.masking import MASKS
from privacy.policy import BY_LAW
from privacy.terms import Action, DataCategory, Effect, LegalBasis, ReasonCode, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacy.policy import Client, Policy, PurposeRule, Row, Shown


BATCHING: Final = frozenset({Role.INTEGRATION})
"""Roles that may ask about many numbers at once: people ask about one that calls them."""


def rule(ask: Ask, policy: Policy) -> Ruling:
    """What `policy` says of `ask`.

    Raises:
        Refusal: nobody's data may be touched; `reason` and `article` name the rule.
    """
    try:
        return _rule(ask, policy)
    except Refusal as refusal:
        raise Refusal(refusal.reason, policy.article(refusal.reason)) from None


def _rule(ask: Ask, policy: Policy) -> Ruling:
    purpose = ask.purpose
    if purpose is None:
        raise Refusal(ReasonCode.NO_PURPOSE)
    client = _client(ask, policy)
    of_purpose = policy.purpose(purpose)
    if of_purpose is None or purpose not in ask.actor.purposes & client.purposes:
        raise Refusal(ReasonCode.PURPOSE_NOT_IN_CEILING)
    row = _row(ask, policy, client, of_purpose)
    if not ask.writes <= row.writes:
        raise Refusal(ReasonCode.PURPOSE_CATEGORY_MISMATCH)
    bases = _bases(ask, of_purpose)
    stepped_up = _has_stepped_up(ask, policy)
    if ask.action is Action.REVEAL:
        _check_reveal(ask, row, stepped_up=stepped_up)
    if ask.action is Action.ENTRUST and not ask.categories <= row.entrust:
        raise Refusal(ReasonCode.PURPOSE_CATEGORY_MISMATCH)
    if ask.action is Action.AUDIT and not row.reads_ledger:
        raise Refusal(ReasonCode.ROLE_FORBIDDEN)
    views = {
        category: _view(ask, policy, row.show.get(category), stepped_up=stepped_up)
        for category in ask.categories
    }
    return _ruling(ask, policy, of_purpose, bases, views)


def _ruling(
    ask: Ask,
    policy: Policy,
    of_purpose: PurposeRule,
    bases: tuple[LegalBasis, ...],
    views: Mapping[DataCategory, View],
) -> Ruling:
    cell = policy.cell(of_purpose.purpose)
    return Ruling(
        purpose=of_purpose.purpose,
        action=ask.action,
        views=MappingProxyType(dict(views)),
        may_write=ask.writes,
        bases=bases,
        by_contract=LegalBasis.CONTRACT in bases,
        by_law=bool(BY_LAW & set(bases)),
        cell=NO_CELL if cell is None or LegalBasis.CONSENT not in bases else cell.bit,
        exempt=of_purpose.exempt,
        narrows=_narrows(ask),
        consent_bits=frozenset(
            each.bit
            for each in policy.cells
            if of_purpose.every_consent or each.purpose is of_purpose.purpose
        ),
        basis_articles=policy.bases,
        articles=policy.articles,
        policy_hash=policy.hash,
    )


def _client(ask: Ask, policy: Policy) -> Client:
    client = policy.client(ask.actor.client)
    if client is None or ask.at >= client.ends_at:
        raise Refusal(ReasonCode.CLIENT_ENDED)
    return client


def _row(ask: Ask, policy: Policy, client: Client, of_purpose: PurposeRule) -> Row:
    """The row that speaks for this caller: its roles, bounded by its client's."""
    excluding = ask.actor.roles & policy.exclusive_roles
    roles = ask.actor.roles & client.roles
    row = of_purpose.row(roles & BATCHING if ask.batch else roles)
    if row is None or len(excluding) > 1:
        raise Refusal(ReasonCode.ROLE_FORBIDDEN)
    return row


def _bases(ask: Ask, of_purpose: PurposeRule) -> tuple[LegalBasis, ...]:
    """The grounds of the purpose; without its case reference, those that need none."""
    if not of_purpose.case_reference or _is_reference(ask.case_ref):
        return of_purpose.bases
    left = tuple(basis for basis in of_purpose.bases if basis not in BY_LAW)
    if not left:
        raise Refusal(ReasonCode.CASE_REF_REQUIRED)
    return left


def _is_reference(text: str) -> bool:
    """Whether `text` names a ticket, task or case, in a shape that the ledger can hold."""
    try:
        require_reference(text)
    except InvalidLeaf:
        return False
    return True


def _has_stepped_up(ask: Ask, policy: Policy) -> bool:
    """Whether the caller authenticated strongly, and just now. Source: RFC 9470 section 4."""
    then = ask.actor.auth_time
    if then is None or ask.actor.acr not in policy.step_up.acr:
        return False
    return timedelta(0) <= ask.at - then <= timedelta(seconds=policy.step_up.max_age_s)


def _check_reveal(ask: Ask, row: Row, *, stepped_up: bool) -> None:
    """A value is seen whole for a stated reason, on a task or case, by someone present."""
    if not ask.categories <= row.reveal:
        raise Refusal(ReasonCode.PURPOSE_CATEGORY_MISMATCH)
    if not ask.reason.strip():
        raise Refusal(ReasonCode.INVALID_INPUT)
    if not _is_reference(ask.case_ref):
        raise Refusal(ReasonCode.CASE_REF_REQUIRED)
    if not stepped_up:
        raise Refusal(ReasonCode.STEP_UP_REQUIRED)


def _view(ask: Ask, policy: Policy, shown: Shown | None, *, stepped_up: bool) -> View:
    """What may be seen of one category; a category that the row does not name is denied."""
    if ask.action in {Action.REVEAL, Action.ENTRUST}:
        return View(effect=Effect.ALLOW)
    mismatch = ReasonCode.PURPOSE_CATEGORY_MISMATCH
    if shown is None:
        return View(effect=Effect.DENY, reason=mismatch, article=policy.article(mismatch))
    if shown.after_step_up and not stepped_up:
        reason = ReasonCode.STEP_UP_REQUIRED
        return View(effect=Effect.DENY, reason=reason, article=policy.article(reason))
    if shown.effect is Effect.ALLOW:
        return View(effect=Effect.ALLOW, own_rows=shown.own_rows)
    return View(
        effect=shown.effect,
        mask=MASKS.get(shown.mask),
        mask_name=shown.mask,
        reason=mismatch,
        article=policy.article(mismatch),
    )


def _narrows(ask: Ask) -> bool:
    """Whether the act may go on while the ledger is down: it takes away, and shows nothing.

    What takes away is a statement of consent, or a restriction, which is a person's right.
    """
    return (
        ask.narrows
        and ask.action is Action.WRITE
        and any(ask.writes - {DataCategory.STAFF_ACTIVITY} == {of} for of in _NARROWING)
        and not ask.categories
    )


_NARROWING: Final = (DataCategory.CONSENT_RECORD, DataCategory.RIGHTS_CASE)
