"""Flow 4: a person asks to be forgotten, from her request to a certificate that needs none of us.

Afterwards dumps, log and files are swept for her number, name and e-mail address. What the sweep
can find is planted and found first: a search that finds nothing proves nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import choice
from string import ascii_lowercase
from typing import Any, Final
from uuid import uuid4

from cdp.api.ids import Record
from cdp.cli.demo.certificate import verifies_alone
from cdp.cli.demo.report import Flow
from cdp.cli.demo.screen_pop import drawn_number
from cdp.cli.demo.stage import AGENT, APPROVER, OPERATOR, SHOP, Stage
from cdp.cli.demo.sweep import Sweep
from cdp.compliance.traces import Traces
from cdp.wiring import ids_of, now
from cdp.wiring.sending import ConsoleSender

_GIVEN: Final = "璟瑭翀黟蒯夤彧祎"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person:
    """Somebody whom nobody else is. `mark` stands clear in a row of hers, until it goes."""

    number: str
    name: str
    email: str
    mark: str

    @classmethod
    def drawn(cls) -> Person:
        """A new one."""
        return cls(
            number=drawn_number(),
            name=f"欧阳{choice(_GIVEN)}{_word(8)}",
            email=f"{_word(12)}@forgotten.example",
            mark=f"电水壶 {_word(16)}",
        )


def _word(letters: int) -> str:
    """A word that nobody said before. Of letters alone: a product's name refuses long numbers."""
    return "".join(choice(ascii_lowercase) for _ in range(letters))


async def play(stage: Stage) -> Flow:
    """Play it."""
    flow = Flow(name="deletion", title="Deletion · 删除")
    person, began_at = Person.drawn(), now() - timedelta(seconds=1)
    profile = await _lives(stage, person)
    case = await _asks(stage, flow, person)
    ids = ids_of(stage.at_work.service.keys.root)
    sweep = Sweep.of(stage, Traces.of_person(**_texts(person)), since=began_at)
    planted = await sweep.planted()
    flow.promise(
        f"the sweep finds all {len(sweep.traces.needles)} spellings where they are planted",
        held=planted == set(sweep.traces.needles.values()),
    )
    flow.promise(
        "and it sees every database: a row of hers, her keys, and her request's entries",
        held=await sweep.sees(
            data=person.mark,
            keys=str(ids.profile(profile)),
            ledger=str(ids.row(Record.RIGHTS_REQUEST, case, field="case")),
        ),
    )
    done = await _is_forgotten(stage, flow, case)
    await _never_seen(stage, flow, person, profile)
    flow.promise(
        "the certificate verifies in another process, with the public key and one file of ours",
        held=await verifies_alone(
            str(done.get("certificate", "")),
            str(stage.at_work.service.rights.certificates.public),
        ),
    )
    found = await sweep.found()
    flow.promise(
        f"{sweep.where}: her number, name and e-mail stand there in no spelling", held=not found
    )
    flow.promise("nor does any row that was hers", held=not await sweep.has_row(person.mark))
    flow.counts = {"spellings": len(sweep.traces.needles), "files": sweep.files}
    return flow


def _texts(person: Person) -> dict[str, str]:
    return {"number": person.number, "name": person.name, "email": person.email}


async def _lives(stage: Stage, person: Person) -> str:
    """She asks to be called, is called, buys, and says yes. Her profile."""
    agent = stage.caller(AGENT)
    captured = await agent.ask(
        "CaptureLead",
        input={"source": "web-form", **_texts(person)},
    )
    profile = ((captured.data.get("captureLead") or {}).get("profile") or {}).get("id", "")
    at = now().isoformat()
    await agent.ask(
        "LogCall",
        input={
            "number": person.number,
            "source": "call-centre",
            "direction": "OUTBOUND",
            "startedAt": at,
            "result": "ANSWERED",
            "outcome": "INFO_SENT",
            "notes": f"{person.name} {person.number} {person.email}",
        },
    )
    await stage.caller(SHOP).ask(
        "PlaceOrder",
        input={
            "number": person.number,
            "source": "order-system",
            "status": "PAID",
            "currency": "CNY",
            "placedAt": at,
            "externalNo": f"SO-{uuid4().hex[:12]}",
            "lines": [{"product": person.mark, "quantity": 1, "unitMinor": "19900"}],
        },
    )
    await agent.ask(
        "RecordConsent",
        input={
            "profile": profile,
            "purpose": "MARKETING_DIRECT_CALL",
            "given": True,
            "method": "CALL",
        },
    )
    return str(profile)


async def _asks(stage: Stage, flow: Flow, person: Person) -> str:
    """She asks, and shows by a code that the number is hers. Her request."""
    desk, sender = stage.caller(OPERATOR), stage.at_work.service.rights.sender
    answers, cases = [], []
    for number in (person.number, drawn_number()):
        opened = await desk.ask("OpenRightsRequest", input={"type": "DELETE", "number": number})
        case = str((opened.data.get("openRightsRequest") or {}).get("case", ""))
        cases.append(case)
        answers.append(opened.without_receipt().replace(case, ""))
    flow.promise(
        "a number that nobody is known by is answered alike; its code goes nowhere",
        held=answers[0] == answers[1],
    )
    case = cases[0]
    code = sender.taken(case) if isinstance(sender, ConsoleSender) else None
    verified = await desk.ask("VerifyRequester", input={"case": case, "code": code or "000000"})
    flow.promise(
        "a one-time code shows that the number is hers",
        held=(verified.data.get("verifyRequester") or {}).get("verified") is True,
    )
    return case


async def _is_forgotten(stage: Stage, flow: Flow, case: str) -> dict[str, Any]:
    """A second person looks at the plan, and it is carried out."""
    desk, second = stage.caller(OPERATOR), stage.caller(APPROVER)
    seen = (await second.ask("RightsRequest", id=case)).data.get("rightsRequest") or {}
    plan = seen.get("plan") or {}
    flow.promise(
        "the plan says table by table what goes, and on which article what stays",
        held=bool(plan.get("steps")) and all(item["article"] for item in plan["retained"]),
    )
    early = (await desk.ask("ExecuteErasure", input={"case": case})).data
    flow.promise(
        "nothing is done before a second person approved it",
        held=(early.get("executeErasure") or {}).get("code") == "CONFLICT",
    )
    await second.ask("ApprovePlan", input={"case": case, "plan": plan.get("hash", "")})
    done: dict[str, Any] = (await desk.ask("ExecuteErasure", input={"case": case})).data.get(
        "executeErasure"
    ) or {}
    flow.promise("keys, then rows, then a look: she is erased", held="certificate" in done)
    flow.promise(
        "a slip tells her alone how the log names her", held=len(done.get("slip") or []) == 1
    )
    return done


async def _never_seen(stage: Stage, flow: Flow, person: Person, profile: str) -> None:
    agent = stage.caller(AGENT)
    erased = await agent.ask("ScreenPop", number=person.number)
    absent = await agent.ask("ScreenPop", number=drawn_number())
    by_id = await agent.ask("Profile", id=profile)
    flow.promise(
        "her number answers as one never seen, byte for byte, and her profile finds nobody",
        held=erased.without_receipt() == absent.without_receipt()
        and by_id.data.get("profile") is None,
    )
