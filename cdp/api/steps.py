"""Steps: the statements that answer an operation, in their order, known from its plan alone.

One statement of the data, one of the keys, one append to the log, however much is asked; of
identities, which are seen record by record, there are some of the data. What an
act writes stands in its own transaction, and is not told here: only what it reads back to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graphql import VariableNode

from cdp.api.cursor import Cursors
from cdp.api.meaning import is_of_nobody, purpose_of
from cdp.api.selection import selection_of
from cdp.contacts.candidates import OF_MANY
from cdp.database.dsn import Database, Role
from cdp.identity.cluster_store import BOUND, CLUSTER, DECIDED, GRAPH
from cdp.identity.cluster_store import PAGE as DECISIONS
from cdp.identity.matching.rule_store import RULES
from cdp.identity.matching.suggestions import PAGE as SUGGESTED
from cdp.plan.compile import Plan
from cdp.profile import named
from cdp.profile.listings import page_of
from cdp.profile.nodes import NODES
from cdp.profile.selection import Selection
from cdp.profile.store import by_id, by_ids, by_number, by_numbers, candidates_by_number
from privacy.policy import Policy
from privacy.store.keys import ROWS
from privacy.store.ledger_line import APPEND, APPEND_READS
from privacy.store.policies import IN_FORCE
from privacy.store.rights_cases import READ
from privacy.store.statement import Statement

Shape = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A statement, the database that it is asked of, and as whom."""

    database: Database
    role: Role
    statement: Statement


def _page(listing: str, *filters: str) -> Callable[[Shape], Statement]:
    return lambda shape: page_of(listing, frozenset(filters), shape)


_ROOTS: Final[Mapping[str, Callable[[Shape], Statement]]] = {
    "callerContext": by_number,
    "profileByPhone": by_number,
    "profile": by_id,
    "consents": by_id,
    "timeline": by_id,
    "contactability": lambda shape: by_id(shape | {"assigned"}),
    "node": lambda shape: by_ids(shape | frozenset(named.PARTS.values())),
    "nodes": lambda shape: by_ids(shape | frozenset(named.PARTS.values())),
    "resolvePhones": by_numbers,
    "matchSuggestions": by_ids,
    "profiles": _page("profiles"),
    "orders": _page("orders"),
    "leads": _page("leads"),
    "leadPool": _page("leadPool", "pool"),
    "myTasks": _page("myTasks", "purpose"),
    "serviceCases": _page("service_cases"),
    "rightsRequest": lambda _: READ,
    "accessLog": lambda _: IN_FORCE,
    "accessProof": lambda _: IN_FORCE,
    "checkpoint": lambda _: IN_FORCE,
}
"""What each question reads of the data; a page without filters, a timeline and ids of all kinds."""

_OF_EXEMPT: Final[Mapping[str, Callable[[Shape], Statement]]] = {
    "callerContext": candidates_by_number,
    "profileByPhone": candidates_by_number,
}
"""What they read for an exempt purpose: it sees whoever is withheld as well."""

_CLUSTERS: Final[Mapping[str, tuple[Statement, ...]]] = {
    "identityGraph": (CLUSTER, DECIDED, BOUND, NODES),
    "previewMerge": (CLUSTER, GRAPH, OF_MANY, NODES),
    "mergeDecisions": (IN_FORCE, DECISIONS),
    "matchRules": (IN_FORCE, RULES),
}
"""What each question about identities reads: always all of it, whoever is there."""

_BEFORE: Final[Mapping[str, tuple[Statement, ...]]] = {"matchSuggestions": (SUGGESTED,)}
"""What a question reads before it reads people: who they are."""

_OF_NOBODY: Final = (READ, IN_FORCE, DECISIONS, RULES)
"""Statements of which no key is needed."""


def steps_of(plan: Plan, policy: Policy) -> tuple[Step, ...]:
    """The statements of `plan` under `policy`, the longest that its variables can make them.

    Raises:
        InvalidField: its lists cannot be read as they are asked for.
    """
    if plan.root is None:
        return ()
    root = plan.root.name.value
    made = _ROOTS if not _is_exempt(plan, policy) else {**_ROOTS, **_OF_EXEMPT}
    one = _read(plan, root, _widest(plan).shape, made.get(root))
    reads = _CLUSTERS.get(root, () if one is None else (*_BEFORE.get(root, ()), one))
    steps = [_step(Database.DATA, Role.APP, read) for read in reads]
    if any(read not in _OF_NOBODY for read in reads):
        steps.append(_step(Database.KEYS, Role.APP, ROWS))
    if not is_of_nobody(plan):
        append = APPEND if plan.is_mutation else APPEND_READS
        steps.append(_step(Database.LEDGER, Role.LEDGER, append))
    return tuple(steps)


def _step(database: Database, role: Role, statement: Statement) -> Step:
    return Step(database=database, role=role, statement=statement)


def _is_exempt(plan: Plan, policy: Policy) -> bool:
    """Whether the purpose that the document itself names is one; any other is told on asking."""
    purpose = purpose_of(plan, None)
    return purpose is not None and policy.purposes[purpose].exempt


def _read(
    plan: Plan, root: str, shape: Shape, made: Callable[[Shape], Statement] | None
) -> Statement | None:
    if plan.is_mutation:
        return by_id(shape) if plan.footprint.shown else None
    if root == "contactabilityBatch":
        given = {argument.name.value for argument in (plan.root and plan.root.arguments) or ()}
        return by_numbers(shape) if "numbers" in given else by_ids(shape)
    return None if made is None else made(shape)


def _widest(plan: Plan) -> Selection:
    """What is read of a person, whatever the variables say: how long a list is shapes nothing."""
    variables: dict[str, object] = {
        definition.variable.name.value: 1
        for definition in plan.operation.variable_definitions or ()
    }
    for node in plan.footprint.selected.get("Profile.provenance", ()):
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                variables[argument.value.name.value] = "name"  # every field reads a like part
    return selection_of(plan, variables, Cursors.derive(bytes(32)))
