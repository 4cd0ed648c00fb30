"""A request as it is shown: where it stands, what is planned, and the certificate. Nobody is in it.

Whether there is a person behind it is not shown before she proved it: a request under a number
that nobody is known by looks the same.
"""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import given
from cdp.api.ids import Ids, Record
from privacy.errors import PlanChanged
from privacy.rights.case import CaseState, RequestType
from privacy.rights.plan import KEPT_KEYS, SHREDDED, Plan, Step, Treatment, read_plan
from privacy.store.statement import Row

_COUNTS = "counts of rows, no person"
_STATE = "state of a request, no person"

_WORDS = {
    Treatment.REMOVE: "{n} rows are removed",
    Treatment.RELEASE: "{n} rows are removed: nobody else shares them",
    Treatment.REDACT: "what it holds of her is blanked",
    Treatment.KEEP: "{n} rows stay as proof",
}


@strawberry.type(description="What becomes of one table.")
class ErasureStep:
    """A step."""

    table: str = given("name of a table", "The table.")
    treatment: str = given(_COUNTS, "remove, release, redact or keep.")
    rows: int = given(_COUNTS, "How many rows.")
    says: str = given(_COUNTS, "The same in words.")


@strawberry.type(description="What stays, and why.")
class RetainedItem:
    """Rows that the law lets stay, or demands."""

    table: str = given("name of a table", "The table.")
    rows: int = given(_COUNTS, "How many rows.")
    article: str = given("a law and its article", "On which article.")
    until: str = given("a term", "For how long.")


@strawberry.type(description="What would go and what would stay. Approve it by its hash.")
class ErasurePlan:
    """A plan."""

    hash: str = given("hash of counts", "SHA-256 of the plan, in hex.")
    policy: str = given("hash of a published text", "The policy that it was made under.")
    steps: list[ErasureStep] = given(_COUNTS, "Table by table, in order.")
    retained: list[RetainedItem] = given(_COUNTS, "What stays.")
    keys_destroyed: list[str] = given("kinds of keys", "Which keys are destroyed, before any row.")
    keys_kept: list[str] = given("kinds of keys", "Which keys stay, with what they seal.")


@strawberry.type(description="A person's request.")
class RightsRequest:
    """A request."""

    id: strawberry.ID = given("random id of a request", "The request.")
    type: RequestType = given(_STATE, "What is asked for.")
    state: CaseState = given(_STATE, "Where it stands.")
    opened_at: datetime = given("time of a row", "When it was opened, to the hour.")
    plan: ErasurePlan | None = given(_COUNTS, "What is planned, once the person is verified.")
    certificate: str | None = given("codes and counts, no person", "The certificate, once done.")


def request_of(ids: Ids, row: Row) -> RightsRequest:
    """A request as it is shown."""
    certificate: bytes | None = row["certificate"]
    return RightsRequest(
        id=ids.record(Record.RIGHTS_REQUEST, row["id"]),
        type=RequestType(row["type"]),
        state=CaseState(row["state"]),
        opened_at=row["opened_at"],
        plan=_plan(row["plan"]),
        certificate=None if certificate is None else certificate.decode(),
    )


def _plan(document: bytes | None) -> ErasurePlan | None:
    """The plan; none where there is none, or where somebody wrote another into its place."""
    if document is None:
        return None
    try:
        plan = read_plan(document)
    except PlanChanged:
        return None
    return ErasurePlan(
        hash=plan.hash,
        policy=plan.policy,
        steps=[_step(step) for step in plan.steps],
        retained=_retained(plan),
        keys_destroyed=[key.value for key in SHREDDED],
        keys_kept=[key.value for key in KEPT_KEYS],
    )


def _step(step: Step) -> ErasureStep:
    return ErasureStep(
        table=step.table,
        treatment=step.treatment.value,
        rows=step.rows,
        says=_WORDS[step.treatment].format(n=step.rows),
    )


def _retained(plan: Plan) -> list[RetainedItem]:
    return [
        RetainedItem(table=step.table, rows=step.rows, article=step.article, until=step.until)
        for step in plan.steps
        if step.treatment is Treatment.KEEP
    ]
