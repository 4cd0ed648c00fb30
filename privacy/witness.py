"""Witness: what the ledger is told of an operation, before anything is opened.

Each function makes one leaf from what was asked and decided. None is given a value, a variable
or a number, so none can write one down.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from privacy.ledger.entry import SUBJECTS_MAX, Credentials, Leaf, chain
from privacy.ledger.stencil import Stencils
from privacy.ledger.words import Decision, seen, written
from privacy.terms import Action, Effect, LeafKind, ReasonCode, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.errors import Refusal
    from privacy.gate import Ask, Ruling, Verdict
    from privacy.ledger.batch import Written
    from privacy.ledger.entry import LastingEffect
    from privacy.ledger.stencil import Stencil
    from privacy.policy import Policy
    from privacy.terms import DataCategory, LegalBasis
    from privacy.threshold import Decided

OURSELVES: Final = "cdp-service"
"""The actor of what the service does by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Writes leaves for one handler."""

    handler: UUID
    stencils: Stencils = field(default_factory=Stencils, repr=False, compare=False)

    def _leaf(self, ask: Ask, kind: LeafKind, decision: Decision, policy: str | None) -> Leaf:
        """The part that every leaf shares: who asked, for what, by which document, when."""
        return Leaf(
            kind=kind,
            decision=decision,
            at=ask.at,
            tenant=self.handler,
            operation=ask.operation,
            actor=ask.actor.id,
            auth=Credentials(
                client=ask.actor.client, token_id=ask.actor.token_id, acr=ask.actor.acr
            ),
            roles=tuple(sorted(ask.actor.roles)),
            unit=ask.actor.unit,
            country=ask.country,
            purpose=ask.purpose,
            document=ask.document or None,
            policy=policy,
            reference=ask.case_ref or None,
        )

    def access(
        self, ask: Ask, ruling: Ruling, verdicts: Sequence[Verdict], names: Sequence[bytes]
    ) -> tuple[Leaf, ...]:
        """People are shown: `verdicts` of those shown, `names` their pseudonyms."""
        kind = LeafKind.LOG_READ if ask.action is Action.AUDIT else LeafKind.READ
        leaf = self._leaf(ask, kind, Decision.ALLOW, ruling.policy_hash)
        verdict = verdicts[0]
        return chain(
            replace(
                leaf,
                fields=shown(ruling, ask.categories),
                basis=verdict.basis,
                article=verdict.article,
                count=len(names),
            ),
            subjects=names,
        )

    def told(self, ask: Ask, ruling: Ruling, decided: Decided) -> Sequence[Written]:
        """The leaves of a read: who is seen, or that nobody is."""
        seen = decided.seen
        if not seen:
            return [self.miss(ask, ruling, decided.verdicts, decided.names)]
        verdict = decided.verdicts[seen[0].subject]
        names = [decided.names[s.subject] for s in seen]
        if ask.case_ref or len(names) > SUBJECTS_MAX:
            return self.access(ask, ruling, [verdict], names)
        stencil = self._stencil(ask, ruling, verdict)
        return [stencil.press(at=ask.at, operation=ask.operation, subjects=names)]

    def _stencil(self, ask: Ask, ruling: Ruling, verdict: Verdict) -> Stencil:
        """What the leaves of one caller, document and ruling share, on one ground."""
        said = (
            id(ruling),
            ask.actor,
            ask.purpose,
            ask.action,
            ask.categories,
            ask.country,
            ask.document,
            verdict.basis,
            verdict.article,
        )
        return self.stencils.of(said, ruling, lambda: self.access(ask, ruling, [verdict], ())[0])

    def log_read(self, ask: Ask, ruling: Ruling, count: int) -> Leaf:
        """Entries of the ledger itself are shown; nobody's data is."""
        leaf = self._leaf(ask, LeafKind.LOG_READ, Decision.ALLOW, ruling.policy_hash)
        return replace(leaf, basis=ruling.bases[0] if ruling.bases else None, count=count)

    def denial(
        self,
        ask: Ask,
        reason: ReasonCode,
        article: str | None,
        *,
        policy: str | None,
        name: bytes | None = None,
    ) -> Leaf:
        """Nobody is shown. `name` is the pseudonym of whoever was found and may not be seen."""
        return replace(
            self._leaf(ask, LeafKind.DENIAL, Decision.DENY, policy),
            reason=reason,
            article=article,
            fields=tuple(sorted(seen(category, Effect.DENY) for category in ask.categories)),
            subjects=() if name is None else (name,),
        )

    def miss(
        self,
        ask: Ask,
        ruling: Ruling,
        verdicts: Mapping[UUID, Verdict],
        names: Mapping[UUID, bytes],
    ) -> Leaf:
        """Nobody may be seen: the reason stands here for officers, and nowhere else."""
        for subject, verdict in verdicts.items():
            if verdict.reason is not None:
                return self.denial(
                    ask,
                    verdict.reason,
                    verdict.article,
                    policy=ruling.policy_hash,
                    name=names[subject],
                )
        return self.denial(ask, ReasonCode.NOT_AVAILABLE, None, policy=ruling.policy_hash)

    def refusal(self, ask: Ask, refusal: Refusal, policy: Policy) -> Leaf:
        """The gate refused before anybody was looked for."""
        return self.denial(ask, refusal.reason, refusal.article, policy=policy.hash)

    def activation(self, policy: str, *, at: datetime, operation: UUID) -> Leaf:
        """Another policy came into force, by the service itself at its start."""
        return Leaf(
            kind=LeafKind.POLICY,
            decision=Decision.ALLOW,
            at=at,
            tenant=self.handler,
            operation=operation,
            actor=OURSELVES,
            auth=Credentials(client=OURSELVES),
            roles=(Role.JOB,),
            policy=policy,
        )

    def intent(
        self,
        ask: Ask,
        ruling: Ruling,
        basis: LegalBasis | None,
        effect: LastingEffect | None,
        names: Sequence[bytes],
    ) -> Leaf:
        """Something is about to be written of people; `effect` is what it changes for good.

        Raises:
            InvalidLeaf: more people than one entry can name.
        """
        return replace(
            self._leaf(ask, LeafKind.INTENT, Decision.ALLOW, ruling.policy_hash),
            basis=basis,
            fields=tuple(sorted(written(category) for category in ask.writes)),
            effect=effect,
            subjects=tuple(names),
            count=len(names),
        )

    def filing(self, ask: Ask, ruling: Ruling) -> Leaf:
        """A person's request is about to be filed, or moved on: it names the case, and nobody.

        So it is the same whether the person behind the request is known or not.
        """
        return replace(
            self._leaf(ask, LeafKind.INTENT, Decision.ALLOW, ruling.policy_hash),
            basis=ruling.bases[0],
            fields=tuple(sorted(written(category) for category in ask.writes)),
            count=1,
        )

    def filed(self, ask: Ask, ruling: Ruling) -> Leaf:
        """A person's request is shown: where it stands and what is planned, but nobody's data."""
        return replace(
            self._leaf(ask, LeafKind.READ, Decision.ALLOW, ruling.policy_hash),
            basis=ruling.bases[0],
            fields=shown(ruling, ask.categories),
            count=1,
        )

    def erasure(
        self, ask: Ask, ruling: Ruling, erased: Iterable[DataCategory], names: Sequence[bytes]
    ) -> Leaf:
        """Everything of one person is about to go; `erased` says what there was.

        It is no intent: the sweeper ends those, and an erasure is carried on until it is done. It
        names no case, so that nothing leads from the person's case to her other entries.
        """
        return replace(
            self._leaf(ask, LeafKind.ERASE, Decision.ALLOW, ruling.policy_hash),
            basis=ruling.bases[0],
            fields=tuple(sorted(written(category) for category in erased)),
            subjects=tuple(names),
            count=len(names),
            reference=None,
        )

    def erased(self, announced: Leaf, *, at: datetime) -> Leaf:
        """It is done, and was looked at: nothing of it is left."""
        return replace(
            announced,
            kind=LeafKind.OUTCOME,
            decision=Decision.APPLIED,
            at=at,
            fields=(),
        )

    def applied(
        self,
        intent: Leaf,
        *,
        at: datetime,
        cells: Sequence[bytes],
        fields: Sequence[str] = (),
        verdict: Verdict | None = None,
    ) -> tuple[Leaf, ...]:
        """The write stands, with the effect that was announced.

        `fields` are what its payload shows of the person, on the ground of `verdict`.
        """
        ground = (intent.basis, None) if verdict is None else (verdict.basis, verdict.article)
        leaf = replace(
            intent,
            basis=ground[0],
            article=ground[1],
            kind=LeafKind.OUTCOME,
            decision=Decision.APPLIED,
            at=at,
            fields=tuple(fields),
            subjects=(),
        )
        return chain(leaf, subjects=intent.subjects, cells=cells)

    def ended(self, intent: Leaf, *, at: datetime, reason: ReasonCode | None) -> Leaf:
        """The write does not stand: it failed for `reason`, or was never made (void)."""
        decision = Decision.VOID if reason is None else Decision.FAILED
        return replace(
            intent,
            kind=LeafKind.OUTCOME,
            decision=decision,
            at=at,
            reason=reason,
            fields=(),
            effect=None,
        )


def shown(ruling: Ruling, categories: Iterable[DataCategory]) -> tuple[str, ...]:
    """How a leaf writes what `ruling` shows of `categories`; what it denies is left out."""
    return tuple(
        sorted(
            seen(category, ruling.views[category].effect)
            for category in categories
            if ruling.views[category].effect is not Effect.DENY
        )
    )
