"""The root fields of cases and satisfaction."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.cases.inputs import (
    OpenCaseInput,
    RecordSatisfactionInput,
    ResolveCaseInput,
    ServiceCaseFilter,
)
from cdp.api.cases.payloads import (
    OpenCasePayload,
    RecordSatisfactionPayload,
    ResolveCasePayload,
)
from cdp.api.cases.types import CaseConnection
from cdp.api.labels import opened
from cdp.api.root import After, First, act, answer, given_as, question


@strawberry.type
class CaseQuery:
    """Questions about cases."""

    @question("Cases of everybody whom this purpose reaches, newest first.")
    def service_cases(
        self,
        info: strawberry.Info,
        first: First,
        after: After = None,
        filter: Annotated[
            ServiceCaseFilter | None,
            strawberry.argument(
                directives=opened("its parts are classified"), description="Which."
            ),
        ] = None,
    ) -> CaseConnection | None:
        """See `roots.service_cases`."""
        return answer(info)


@strawberry.type
class CaseMutation:
    """The acts on cases and satisfaction."""

    @act("File what somebody asks of our service; on an order, its contract goes on.")
    def open_case(
        self,
        info: strawberry.Info,
        input: Annotated[OpenCaseInput, given_as("The case.")],
    ) -> OpenCasePayload:
        """See `cdp.acts.open_case`."""
        return answer(info)

    @act("Take a step of a case: solve it, or take it up, hold, close or reopen it.")
    def resolve_case(
        self,
        info: strawberry.Info,
        input: Annotated[ResolveCaseInput, given_as("The step.")],
    ) -> ResolveCasePayload:
        """See `cdp.acts.resolve_case`."""
        return answer(info)

    @act("File how somebody liked a case, an order or a call.")
    def record_satisfaction(
        self,
        info: strawberry.Info,
        input: Annotated[RecordSatisfactionInput, given_as("The score.")],
    ) -> RecordSatisfactionPayload:
        """See `cdp.acts.record_satisfaction`."""
        return answer(info)
