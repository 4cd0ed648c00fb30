"""The executor: one request from its document to its answer.

    document ─► cost ─► look-ups ─► root (statement, decision, leaf) ─► writer ─► receipts

The writer only gives the answer its shape: rows were fetched for the whole operation, and what
may be opened was decided once for each category.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any, Final

from cdp.acts.ground import Ground
from cdp.acts.once import DailyKeys, Once
from cdp.acts.rights_desk import RightsDesk
from cdp.api.asking import Asking, LogDesk
from cdp.api.cursor import Cursors
from cdp.api.documents import Documents, Meant
from cdp.api.errand import Errand
from cdp.api.failures import is_ours, problem_of, refused
from cdp.api.idempotency import once_of
from cdp.api.ids import Ids
from cdp.api.introspection import Introspection
from cdp.api.meaning import purpose_of
from cdp.api.outcome import billed, executed
from cdp.api.overdrawn import Overdrawn
from cdp.api.patience import Patience, TimedOut
from cdp.api.prepared import Preparations, Prepared
from cdp.api.roots import ROOTS
from cdp.api.schema import Surface
from cdp.api.shaping import Shaper
from cdp.api.spending import WRITTEN_DOWN, Spending
from cdp.api.turn import Turn
from cdp.budgets.purse import Purse
from cdp.errors import CdpError, DocumentRefused, NobodyThere
from cdp.http.executor import Answer, Outcome, Request
from cdp.plan.compile import Plan, digest
from cdp.plan.refusal import invalid
from privacy.errors import PrivacyError, Refusal, StalePolicy
from privacy.gate import Ask
from privacy.terms import Action, Actor, Purpose, ReasonCode

_ATTEMPTS: Final = 3
"""A policy may change between compile and run; a third change in one request is told."""

HOME: Final = "CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQLExecutor:
    """Implements `cdp.http.executor.Executor`."""

    surface: Surface
    shaper: Shaper
    documents: Documents
    preparations: Preparations
    ground: Ground
    log: LogDesk
    rights: RightsDesk
    cursors: Cursors
    ids: Ids
    daily: DailyKeys
    purse: Purse
    introspection: Introspection
    patience: Patience

    async def execute(self, request: Request, actor: Actor) -> Answer:
        """Answer `request` for `actor`."""
        policy = self.ground.policies.current
        spending = Spending.of(self.purse, actor, policy)
        may_introspect = self.introspection.may(actor, policy)
        try:
            meant = self.documents.meant(
                request.document_id,
                request.query,
                request.operation_name,
                may_introspect=may_introspect,
            )
        except DocumentRefused as fault:
            return await self._refused_document(request, actor, fault, spending)
        plan = meant.plan
        if plan.introspects and not may_introspect:
            return refused(invalid())
        name = plan.name if meant.trusted else ""
        prepared = self.preparations.of(plan)
        if request.method == "GET" and not prepared.is_of_nobody:
            return Answer(body={}, outcome=Outcome.POST_ONLY, operation=name)
        bound = self.patience.deadline(plan)
        try:
            with bound:
                answer = await self._answer(request, actor, meant, prepared, spending)
        except TimeoutError:
            if not bound.is_over:
                raise
            answer = refused(TimedOut())
        return billed(answer, spending, personal=not prepared.is_of_nobody, operation=name)

    async def _answer(
        self,
        request: Request,
        actor: Actor,
        meant: Meant,
        prepared: Prepared,
        spending: Spending,
    ) -> Answer:
        plan = meant.plan
        ask = self._ask(request, actor, meant, prepared)
        try:
            # Before any statement: what cannot be paid for asks nothing of a database.
            if plan.root is not None and ask.purpose is None:
                await spending.pay_points(plan.cost({}) + WRITTEN_DOWN)
                raise Refusal(ReasonCode.NO_PURPOSE)
            variables = prepared.taking.variables(request.variables)
            await spending.pay(prepared, variables.coerced)
        except (CdpError, PrivacyError) as fault:
            answer = await self._failed(None, ask, fault, self._turn())
            return answer or refused(StalePolicy())
        errand = Errand(
            request=request, plan=plan, prepared=prepared, variables=variables, spending=spending
        )
        if plan.root is None:
            return self._of_the_schema(errand)
        return await self._answered(errand, ask)

    def _of_the_schema(self, errand: Errand) -> Answer:
        if errand.plan.introspects:
            return self.introspection.answer(errand.plan, errand.request.variables)
        return replace(self._shaped(errand, None, self._turn()), kept=True)

    async def _answered(self, errand: Errand, ask: Ask) -> Answer:
        turn = self._turn()
        for _ in range(_ATTEMPTS):
            try:
                try:
                    return await self._attempt(errand, ask, turn)
                except StalePolicy:
                    await self.ground.policies.reload()
            except (CdpError, PrivacyError) as fault:
                if isinstance(fault, NobodyThere):
                    errand.spending.settle(0, has_acted=False)
                else:
                    errand.spending.undo()
                answer = await self._failed(errand, ask, fault, turn)
                if answer is not None:
                    return answer
            ask = replace(ask, operation=self.ground.ids())
        return refused(StalePolicy())

    def _turn(self) -> Turn:
        return Turn(cursors=self.cursors, ids=self.ids)

    def _ask(self, request: Request, actor: Actor, meant: Meant, prepared: Prepared) -> Ask:
        purpose = purpose_of(meant.plan, None if meant.trusted else request.purpose_header)
        return Ask(
            actor=actor,
            purpose=purpose,
            action=prepared.action,
            operation=self.ground.ids(),
            at=self.ground.clock(),
            country=self._country(actor),
            document=meant.plan.sha256,
            categories=prepared.categories,
            case_ref=self._case(request, purpose),
        )

    def _case(self, request: Request, purpose: Purpose | None) -> str:
        """The case that it is for, where the purpose asks for one; no other purpose's is kept."""
        of_purpose = None if purpose is None else self.ground.policies.current.purpose(purpose)
        needs = of_purpose is not None and of_purpose.case_reference
        return (request.case_header or "") if needs else ""

    def _country(self, actor: Actor) -> str:
        """Where the client is registered; for one that is not, the law's own country."""
        client = self.ground.policies.current.client(actor.client)
        return HOME if client is None else client.country

    async def _attempt(self, errand: Errand, ask: Ask, turn: Turn) -> Answer:
        plan, prepared = errand.plan, errand.prepared
        arguments = prepared.taking.arguments(errand.variables)
        once = None if not plan.is_mutation else self._once(errand, arguments, ask)
        await errand.spending.count(plan, arguments)
        wish = prepared.wish(errand.variables, self.cursors)
        async with AsyncExitStack() as stack:
            asking = Asking(
                plan=plan,
                ask=replace(ask, categories=ask.categories | wish.more) if wish.more else ask,
                arguments=arguments,
                selection=wish.selection,
                ground=self.ground,
                log=self.log,
                rights=self.rights,
                turn=turn,
                stack=stack,
                once=once,
            )
            root = await ROOTS[_root_name(plan)](asking)
            errand.spending.settle(turn.found, has_acted=plan.is_mutation)
            return self._shaped(errand, root, turn)

    def _shaped(self, errand: Errand, root: object, turn: Turn) -> Answer:
        return executed(self.shaper.shape(errand.plan, errand.sent, root, turn), errand.plan, turn)

    def _once(self, errand: Errand, arguments: Mapping[str, Any], ask: Ask) -> Once | None:
        return once_of(
            self.daily,
            request=errand.request,
            plan=errand.plan,
            arguments=arguments,
            ask=ask,
            use=self.ground.ids(),
        )

    async def _failed(
        self,
        errand: Errand | None,
        ask: Ask,
        fault: CdpError | PrivacyError,
        turn: Turn,
    ) -> Answer | None:
        """Write down a refusal of the gate, and answer as data where the caller can act on it.

        `errand` None: the variables do not fit, so no payload can take shape. None comes back where
        the refusal was by a policy that is no longer in force: ask again.
        """
        turn.grant = None
        if is_ours(fault):
            raise fault  # the edge of the request notes it, and answers 500
        if isinstance(fault, Refusal):
            try:
                is_stale = not await self._written_down(ask, fault, turn)
            except (CdpError, PrivacyError) as unavailable:
                return refused(unavailable)
            if is_stale:
                return None
        policy = self.ground.policies.current
        if errand is not None and errand.plan.is_mutation:
            problem = problem_of(fault, policy.step_up)
            if problem is not None:
                return self._shaped(errand, problem, turn)
        return refused(self._cited(fault), turn.receipts)

    async def _written_down(self, ask: Ask, refusal: Refusal, turn: Turn) -> bool:
        """Write the refusal down; false, and nothing, where another policy is in force by now."""
        policies = self.ground.policies
        in_force = await self.ground.people.in_force()
        if in_force.policy != policies.current.hash:
            await policies.reload()
            return False
        cited = Refusal(refusal.reason, policies.current.article(refusal.reason))
        turn.receipts.extend(await self.ground.door.refuse(ask, cited, policies.current, in_force))
        return True

    def _cited(self, fault: CdpError | PrivacyError) -> CdpError | PrivacyError:
        """A refusal with its article; any other fault as it is."""
        if not isinstance(fault, Refusal) or isinstance(fault, Overdrawn) or fault.article:
            return fault
        return Refusal(fault.reason, self.ground.policies.current.article(fault.reason))

    async def _refused_document(
        self, request: Request, actor: Actor, fault: DocumentRefused, spending: Spending
    ) -> Answer:
        """A document that names an unknown purpose is an ask all the same, and is written down."""
        if fault.reason is not ReasonCode.PURPOSE_NOT_IN_CEILING:
            return refused(fault)
        try:
            await spending.pay_points(WRITTEN_DOWN)
        except CdpError as unpaid:
            return refused(unpaid)
        ask = Ask(
            actor=actor,
            purpose=None,
            action=Action.READ,
            operation=self.ground.ids(),
            at=self.ground.clock(),
            country=self._country(actor),
            document=digest(request.query or ""),
        )
        answer = await self._failed(None, ask, Refusal(fault.reason), self._turn())
        return answer or refused(StalePolicy())


def _root_name(plan: Plan) -> str:
    return "" if plan.root is None else plan.root.name.value
