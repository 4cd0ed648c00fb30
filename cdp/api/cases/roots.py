"""The roots of cases and satisfaction: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.open_case import CaseWish, open_case
from cdp.acts.record_satisfaction import SatisfactionWish, record_satisfaction
from cdp.acts.resolve_case import CaseStep, resolve_case
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.cases.inputs import (
    OpenCaseInput,
    RecordSatisfactionInput,
    ResolveCaseInput,
    ServiceCaseFilter,
)
from cdp.api.cases.payloads import OpenCaseDone, RecordSatisfactionDone, ResolveCaseDone
from cdp.api.cases.types import CaseConnection
from cdp.api.ids import Fact, Record
from cdp.api.reading import Filters, conditions, page, rows_across
from cdp.api.rows import Owned
from cdp.cases.facts import CaseFacts
from cdp.cases.progress import Step
from cdp.cases.record import CaseStatus, ServiceCase
from cdp.cases.satisfaction import Satisfaction
from cdp.text import NAME_LETTERS, clean
from privacy.terms import DataCategory

_LIST: Final = "service_cases"


async def service_cases(asking: Asking) -> CaseConnection:
    """`Query.serviceCases`."""
    rows = await page(
        asking, _LIST, DataCategory.SERVICE_CASE, _filters(asking.arguments.get("filter"))
    )
    owners = [Owned(CaseFacts.of(row.cells), row.person, row.place) for row in rows]
    return CaseConnection(of=rows_across(asking, _LIST, owners))


def _filters(given: ServiceCaseFilter | None) -> Filters:
    if given is None:
        return {}
    case = DataCategory.SERVICE_CASE
    return conditions(
        status=(given.status, case),
        is_open=(given.is_open, case),
        kind=(given.kind, case),
        priority=(given.priority, case),
        product=(given.product, case),
        opened_since=(wishes.utc_or_none(given.opened_since, field="filter.openedSince"), case),
        opened_until=(wishes.utc_or_none(given.opened_until, field="filter.openedUntil"), case),
    )


async def do_open_case(asking: Asking) -> object:
    """`Mutation.openCase`."""
    given: OpenCaseInput = asking.arguments["input"]
    source, now = asking.ground.sources.named(given.source), asking.ask.at
    case = ServiceCase.of(
        kind=given.kind,
        subject_line=given.subject_line,
        priority=given.priority,
        channel=given.channel,
        opened_at=wishes.utc(given.opened_at or now, field="openedAt"),
        sla_at=wishes.utc_or_none(given.sla_at, field="slaAt"),
        product=given.product,
        order=asking.ids.row_or_none(Fact.ORDER, given.order, field="order"),
        call=asking.ids.row_or_none(Fact.CALL, given.call, field="call"),
        now=now,
    )
    wish = CaseWish(
        about=wishes.about(
            asking.ids,
            given.number,
            given.profile,
            country=source.default_country,
            rows=(
                given.order,
                given.call,
            ),
        ),
        source=source,
        case=case,
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await open_case(wish, asking.ask, asking.ground, asking.payload)
    return OpenCaseDone(
        case_id=asking.ids.fact(Fact.CASE, changed.subject, changed.done.id),
        rights_request=None
        if changed.done.rights_request is None
        else asking.ids.record(Record.RIGHTS_REQUEST, changed.done.rights_request),
        profile=shown(asking, changed),
    )


async def do_resolve_case(asking: Asking) -> object:
    """`Mutation.resolveCase`."""
    given: ResolveCaseInput = asking.arguments["input"]
    step = Step.of(
        status=given.status or CaseStatus.RESOLVED,
        at=wishes.utc(given.at or asking.ask.at, field="at"),
        root_cause=given.root_cause,
        resolution=given.resolution,
        now=asking.ask.at,
    )
    wish = CaseStep(
        about=wishes.about(asking.ids, None, given.profile, rows=(given.case,)),
        case=asking.ids.row(Fact.CASE, given.case, field="case"),
        step=step,
    )
    changed = await resolve_case(wish, asking.ask, asking.ground, asking.payload)
    return ResolveCaseDone(
        case_id=made_id(asking, Fact.CASE, changed), profile=shown(asking, changed)
    )


async def do_record_satisfaction(asking: Asking) -> object:
    """`Mutation.recordSatisfaction`."""
    given: RecordSatisfactionInput = asking.arguments["input"]
    source, now = asking.ground.sources.named(given.source), asking.ask.at
    said = Satisfaction.of(
        kind=given.kind,
        score=given.score,
        answered_at=wishes.utc(given.answered_at or now, field="answeredAt"),
        comment=given.comment,
        case=asking.ids.row_or_none(Fact.CASE, given.case, field="case"),
        order=asking.ids.row_or_none(Fact.ORDER, given.order, field="order"),
        call=asking.ids.row_or_none(Fact.CALL, given.call, field="call"),
        now=now,
    )
    wish = SatisfactionWish(
        about=wishes.about(
            asking.ids,
            given.number,
            given.profile,
            country=source.default_country,
            rows=(
                given.case,
                given.order,
                given.call,
            ),
        ),
        source=source,
        satisfaction=said,
    )
    changed = await record_satisfaction(wish, asking.ask, asking.ground, asking.payload)
    return RecordSatisfactionDone(
        satisfaction_id=asking.ids.fact(Fact.SATISFACTION, changed.subject, changed.done.id),
        follow_up=changed.done.follow_up,
        task_id=asking.ids.fact_or_none(Fact.TASK, changed.subject, changed.done.task),
        profile=shown(asking, changed),
    )


ROOTS: Final[Mapping[str, Root]] = {
    "serviceCases": service_cases,
    "openCase": do_open_case,
    "resolveCase": do_resolve_case,
    "recordSatisfaction": do_record_satisfaction,
}
"""The root fields of this room."""
