"""The roots of requests: input to act, act to payload."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cdp.acts.approve_plan import approve_plan
from cdp.acts.case_filing import find_case
from cdp.acts.execute_erasure import execute_erasure
from cdp.acts.open_rights_request import RightsWish, open_rights_request
from cdp.acts.verify_requester import Answered, verify_requester
from cdp.api.asking import Asking, Root
from cdp.api.ids import Record
from cdp.api.rights.inputs import (
    ApprovePlanInput,
    ExecuteErasureInput,
    OpenRightsRequestInput,
    VerifyRequesterInput,
)
from cdp.api.rights.payloads import (
    ApprovePlanDone,
    ExecuteErasureDone,
    OpenRightsRequestDone,
    VerifyRequesterDone,
)
from cdp.api.rights.types import RightsRequest, request_of
from cdp.errors import InvalidField
from cdp.identity.number import number_of
from cdp.text import NAME_LETTERS, clean
from privacy.ledger.words import SHA256

_CODE: Final = re.compile(r"[\d\s-]{1,24}")


async def rights_request(asking: Asking) -> RightsRequest | None:
    """`Query.rightsRequest`."""
    case = asking.ids.row(Record.RIGHTS_REQUEST, asking.arguments["id"], field="id")
    row = await find_case(asking.ask, case, asking.rights, asking.payload)
    return None if row is None else request_of(asking.ids, row)


async def do_open_rights_request(asking: Asking) -> object:
    """`Mutation.openRightsRequest`."""
    given: OpenRightsRequestInput = asking.arguments["input"]
    wish = RightsWish(type=given.type, phone=number_of(given.number.typed(), field="number"))
    case = await open_rights_request(wish, asking.ask, asking.rights, asking.payload)
    return OpenRightsRequestDone(case=asking.ids.record(Record.RIGHTS_REQUEST, case))


async def do_verify_requester(asking: Asking) -> object:
    """`Mutation.verifyRequester`."""
    given: VerifyRequesterInput = asking.arguments["input"]
    if _CODE.fullmatch(given.code) is None:
        raise InvalidField("code", "Give the six digits that were sent.")
    answered = Answered(
        case=asking.ids.row(Record.RIGHTS_REQUEST, given.case, field="case"),
        code=given.code,
        fact=clean(given.fact, field="fact", at_most=NAME_LETTERS),
    )
    is_she = await verify_requester(answered, asking.ask, asking.rights, asking.payload)
    return VerifyRequesterDone(verified=is_she)


async def do_approve_plan(asking: Asking) -> object:
    """`Mutation.approvePlan`."""
    given: ApprovePlanInput = asking.arguments["input"]
    case = asking.ids.row(Record.RIGHTS_REQUEST, given.case, field="case")
    if SHA256.fullmatch(given.plan) is None:
        raise InvalidField("plan", "Give the plan's hash as the request shows it.")
    await approve_plan(case, given.plan, asking.ask, asking.rights, asking.payload)
    return ApprovePlanDone(case=asking.ids.record(Record.RIGHTS_REQUEST, case))


async def do_execute_erasure(asking: Asking) -> object:
    """`Mutation.executeErasure`."""
    given: ExecuteErasureInput = asking.arguments["input"]
    case = asking.ids.row(Record.RIGHTS_REQUEST, given.case, field="case")
    erased = await execute_erasure(case, asking.ask, asking.rights, asking.payload)
    return ExecuteErasureDone(certificate=erased.certificate.decode(), slip=list(erased.slip))


ROOTS: Final[Mapping[str, Root]] = {
    "rightsRequest": rights_request,
    "openRightsRequest": do_open_rights_request,
    "verifyRequester": do_verify_requester,
    "approvePlan": do_approve_plan,
    "executeErasure": do_execute_erasure,
}
"""The root fields of this room."""
