"""ExplorerDesk: what a document can touch, and what the caller's roles are shown of it at most.

The compiler and the gate answer, as they do for a request; then it ends, before any row is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.acts.ground import Policies
from cdp.api.explorer import words
from cdp.api.meaning import action_of, purpose_of
from cdp.api.touching import taken_by
from cdp.contract import Contract
from cdp.errors import DocumentRefused
from cdp.http.explorer.desk import Catalogue, Category, Named, Offered, Refused, Touched, Trusted
from cdp.plan.compile import Compiler, Plan, digest
from privacy.errors import Refusal
from privacy.gate import Ask, rule
from privacy.terms import Actor, DataCategory, Effect, Purpose, ReasonCode, Role

_NOBODY: Final = UUID(int=0)
"""The operation of a question that is never carried out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerDesk:
    """Implements `cdp.http.explorer.Desk`."""

    sdl: str
    compiler: Compiler
    contract: Contract
    plans: Mapping[str, Plan]
    """The trusted documents, compiled at the start, by the digest of their text."""
    policies: Policies
    clock: Callable[[], datetime]
    takes_text: bool
    roles: frozenset[Role] | None
    """Whom it is open to; None where to everybody, as in development."""

    def is_open_to(self, actor: Actor) -> bool:
        """Whether `actor` may ask: by a role of theirs that their client is registered for."""
        if self.roles is None:
            return True
        client = self.policies.current.client(actor.client)
        return client is not None and bool(self.roles & actor.roles & client.roles)

    def catalogue(self, actor: Actor) -> Catalogue:
        """What there is to explore, for `actor`."""
        return Catalogue(
            sdl=self.sdl,
            purposes=tuple(self._offered(actor)),
            documents=tuple(
                Trusted(
                    id=f"sha256:{operation.id}",
                    persona=operation.persona,
                    name=operation.name,
                    text=operation.text,
                    touches=self.touched(operation.text, None, actor),
                )
                for operation in self.contract.operations
            ),
            personas={
                operation.persona: words.persona(operation.persona)
                for operation in self.contract.operations
            },
            takes_text=self.takes_text,
        )

    def touched(self, text: str, purpose: str | None, actor: Actor) -> Touched:
        """What `text` can touch; `purpose` is the header's, for text that names none itself."""
        plan = self.plans.get(digest(text))
        if plan is not None:
            return self._told(plan, purpose_of(plan, None), actor, trusted=f"sha256:{plan.sha256}")
        try:
            plan = self.compiler.compile(text)
        except DocumentRefused as refused:
            return Touched(refused=words.refused(refused.reason, refused.advice))
        return self._told(plan, purpose_of(plan, purpose), actor)

    def _told(
        self, plan: Plan, named: Purpose | None, actor: Actor, *, trusted: str = ""
    ) -> Touched:
        effects, refusal = self._effects(plan, named, actor)
        return Touched(
            refused=refusal,
            trusted=trusted,
            operation=plan.name,
            kind=plan.operation.operation.value,
            purpose=None if named is None else self._named(named),
            shows=tuple(_shows(plan, effects)),
            asks=tuple(_named(plan.footprint.asked)),
            takes=tuple(_named(taken_by(plan, self.compiler))),
            cost=plan.cost_at_most,
        )

    def _effects(
        self, plan: Plan, purpose: Purpose | None, actor: Actor
    ) -> tuple[dict[str, Effect], Refused | None]:
        """What the policy lets these roles see of each category; or why nothing at all."""
        if plan.root is None:
            return {}, None
        categories = {*plan.footprint.shown.values(), *plan.footprint.asked}
        ask = Ask(
            actor=actor,
            purpose=purpose,
            action=action_of(plan),
            operation=_NOBODY,
            at=self.clock(),
            document=plan.sha256,
            categories=frozenset(DataCategory(each) for each in categories),
        )
        try:
            views = rule(ask, self.policies.current).views
        except Refusal as refusal:
            # What only a request can bring, such as a case's reference, is no fault of the text.
            is_ours = refusal.reason is not ReasonCode.CASE_REF_REQUIRED
            return {}, words.refused(refusal.reason) if is_ours else None
        return {category.value: view.effect for category, view in views.items()}, None

    def _offered(self, actor: Actor) -> Iterator[Offered]:
        policy = self.policies.current
        client = policy.client(actor.client)
        registered = frozenset[Purpose]() if client is None else client.purposes
        for purpose in policy.purposes:
            is_open = purpose in actor.purposes & registered
            yield Offered(purpose=self._named(purpose), is_open=is_open)

    def _named(self, purpose: Purpose) -> Named:
        of_purpose = self.policies.current.purpose(purpose)
        if of_purpose is None:
            return Named(code=purpose.name, zh=purpose.value, en=purpose.value)
        return Named(code=purpose.name, zh=of_purpose.title.zh, en=of_purpose.title.en)


def _shows(plan: Plan, effects: dict[str, Effect]) -> Iterator[Category]:
    by_category: defaultdict[str, list[str]] = defaultdict(list)
    for coordinate, category in plan.footprint.shown.items():
        by_category[category].append(coordinate)
    for category, coordinates in sorted(by_category.items()):
        effect = effects.get(category)
        yield Category(
            category=words.category(DataCategory(category)),
            coordinates=tuple(coordinates),
            effect="" if effect is None else effect.name,
        )


def _named(categories: Iterable[str]) -> Iterator[Category]:
    for each in sorted(categories):
        yield Category(category=words.category(DataCategory(each)))
