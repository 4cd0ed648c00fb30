"""The canary: driven through every act, question and error, it is found in nothing that is kept."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import pytest

from cdp.database.dsn import Database
from cdp.database.embedded.server import Tenancy
from tests.acceptance.cage import Cage, caged, dumped
from tests.acceptance.canary import Canary, Scanner
from tests.acceptance.deeds import (
    AGREE,
    STARTED_AT,
    call,
    case,
    contact,
    corrected,
    lead,
    message,
    on_lead,
    order,
    planned,
    resolved,
    revealed,
    said,
    scored,
    withdrawn,
)
from tests.acceptance.naming import unseen
from tests.acceptance.people import (
    AGENT,
    AUDITOR,
    CONTRACT,
    MARKETER,
    OPERATOR,
    PRESENT,
    SELLER,
    SENDER,
    SHOP,
    Reply,
)
from tests.acceptance.process import CDP, environment
from tests.postgres.clones import Clones

SUPPORT: Final = "@purpose(is: SERVICE_SUPPORT)"


def acts(cage: Cage) -> str:
    """Everything that writes, and succeeds. The profile."""
    it, agent, shop = cage.canary, cage.caller(AGENT), cage.caller(SHOP)
    address = {"province": it.street, "city": it.street, "street": it.street}
    captured = agent.ask(
        "CaptureLead",
        input=lead(
            it.number,
            name=it.name,
            email=it.email,
            company=it.company,
            need=dict.fromkeys(("form", "painPoint", "need", "budgetRange"), it.notes),
            externalKey=it.call_key,
        ),
    )
    profile = str(captured.payload["profile"]["id"])
    replies = [
        captured,
        agent.ask("UpsertContact", input=contact(it.national, name=it.name, address=address)),
        agent.ask("LogCall", input=_call(it)),
        agent.ask("LogCall", input=call(f"{it.number} 转 801", notes=it.notes)),
        shop.ask("PlaceOrder", input=order(it.number, externalNo=it.order_no)),
        shop.ask("UpsertCustomer", input=contact(it.number, source="order-system", name=it.name)),
        agent.ask("RecordConsent", input=said(profile, evidence=it.evidence)),
        agent.ask("WithdrawConsent", input=withdrawn(profile)),
        agent.ask("RecordConsent", input=said(profile, evidence=it.evidence)),
        *_selling(cage, profile, str(captured.payload["leadId"])),
        *_serving(cage, profile),
        cage.caller(PRESENT).ask("RevealPhone", input=revealed(profile, reason=it.reason)),
    ]
    assert [reply.status for reply in replies] == [200] * len(replies)
    assert [reply.payload.get("code") for reply in replies] == [None] * len(replies)
    assert replies[-1].payload["number"] == it.number
    return profile


def _call(it: Canary) -> dict[str, object]:
    """A call with all that may be noted of it."""
    return call(it.number, notes=it.notes, externalKey=it.call_key, recordingRef=it.notes)


def _selling(cage: Cage, profile: str, lead_id: str) -> Iterator[Reply]:
    """What sales does with a lead and a task, each with a text of its own."""
    it, seller = cage.canary, cage.caller(SELLER)
    yield seller.say(AGREE, i=said(profile, purpose="SALES_FOLLOW_UP", evidence=it.evidence))
    yield seller.ask("ClaimLead", input=on_lead(profile, lead_id))
    for document, more in (
        ("QualifyLead", {"to": "MQL", "evidence": it.notes}),
        ("ReturnToPool", {"reason": "OTHER", "learned": {"timeline": it.notes}}),
        ("HandOffLead", {"to": "dev:carla", "context": it.notes}),
    ):
        yield seller.ask(document, input=on_lead(profile, lead_id, **more))
    task = seller.ask("SalesScheduleTask", input=planned(profile, script=it.notes))
    yield task
    ended = {"profile": profile, "task": task.payload["taskId"], "done": True, "result": it.notes}
    yield seller.ask("SalesCompleteTask", input=ended)
    for document in ("Leads", "LeadPool", "SalesTasks"):
        yield seller.ask(document, first=5)


def _serving(cage: Cage, profile: str) -> Iterator[Reply]:
    """What service and the shop do with a case, an order and her data, each with its texts."""
    it, agent, shop = cage.canary, cage.caller(AGENT), cage.caller(SHOP)
    opened = agent.ask(
        "OpenCase", input=case(it.number, subjectLine=it.notes, externalKey=it.call_key)
    )
    yield opened
    mine = str(opened.payload["caseId"])
    yield agent.ask("ResolveCase", input=resolved(profile, mine, resolution=it.notes))
    yield agent.ask("RecordSatisfaction", input=scored(profile, comment=it.notes, case=mine))
    yield agent.ask("LogMessage", input=message(it.number, externalKey=it.call_key))
    right = {
        "familyName": it.name[:1],
        "givenName": it.name[1:],
        "title": it.company,
        "email": it.email,
        "addresses": [{"kind": "HOME", "street": it.street}],
    }
    yield agent.ask("ConfirmContactData", input=corrected(profile, corrected=right))
    money = {"amountMinor": "100", "currency": "CNY", "reference": it.order_no}
    whose = {"source": "order-system", "number": it.number, "externalNo": it.order_no}
    at = STARTED_AT.isoformat()
    for more in (
        {"payment": {**money, "method": "CASH", "paidAt": at}},
        {"refund": {**money, "refundedAt": at}},
        {
            "confirmation": {
                "kind": "ORDER",
                "channel": "SMS",
                "confirmedAt": at,
                "reference": it.order_no,
            }
        },
    ):
        yield shop.ask("UpdateOrder", input={**whose, **more})
    yield agent.ask("Service", id=profile)
    yield agent.ask("ServiceCases", first=5)
    yield shop.ask("Orders", first=5)


def questions(cage: Cage, profile: str) -> None:
    """Everything that reads, and is answered."""
    it, agent = cage.canary, cage.caller(AGENT)
    shown = agent.ask("ScreenPop", number=it.number).payload["resolution"]["profile"]
    assert shown["name"] == it.name
    found = cage.caller(MARKETER).ask("CallList", number=it.number).payload["profile"]
    assert found["name"] == it.name
    replies = [
        agent.ask("ProfileByPhone", number=it.national, at="2026-01-01T00:00:00Z"),
        agent.ask("Profile", id=profile),
        agent.ask("Consents", profile=profile),
        agent.ask("Provenance", id=profile),
        agent.ask("Timeline", profile=profile, first=50),
        agent.ask("Contactability", profile=profile, channel="PHONE"),
        agent.ask("FindProfiles", filter={"number": it.number}),
        agent.ask("NewProfiles", first=50),
        cage.caller(SHOP).ask("ResolvePhones", numbers=[it.national, it.number, it.notes]),
        cage.caller(SENDER).ask("MayCall", numbers=[it.number, f"{it.number}x", it.name]),
        cage.caller(SENDER).ask("MayCall", profiles=[profile, it.number]),
        cage.caller(OPERATOR).ask("OfficerConsents", profile=profile),
        *(cage.caller(AUDITOR).ask(name) for name in ("AccessLog", "Checkpoint")),
        cage.caller(AUDITOR).ask("AccessProof", index="0"),
        agent.say(
            f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{ profile {{ name"
            " } } }",
            n=it.number,
        ),
    ]
    assert [reply.status for reply in replies] == [200] * len(replies)


def errors(cage: Cage, profile: str) -> list[Reply]:
    """Everything that goes wrong with the canary in it, from the first octet to the last row."""
    it, agent = cage.canary, cage.caller(AGENT)
    bad = f"{it.number}x{it.national}"
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("ScreenPop", {"number": bad}),
        ("ScreenPop", {"number": [it.number]}),
        ("ScreenPop", {"number": int(it.national)}),
        ("ProfileByPhone", {"number": it.number, "at": it.number}),
        ("Profile", {"id": it.number}),
        ("Contactability", {"profile": it.number, "channel": it.name}),
        ("Contactability", {"profile": it.number, "channel": "PHONE"}),
        ("Timeline", {"profile": it.number, "first": 5, "after": it.number}),
        ("Timeline", {"profile": profile, "first": 5, "after": it.national}),
        ("FindProfiles", {"filter": {"number": bad}}),
        ("FindProfiles", {"filter": {"name": it.name}}),
        ("CaptureLead", {"input": lead(bad, name=it.name)}),
        ("CaptureLead", {"input": lead(it.number, source=it.name)}),
        ("CaptureLead", {"input": lead(it.number, email=it.name)}),
        ("CaptureLead", {"input": lead(it.number, name=f"{it.name}\x00{it.email}")}),
        ("CaptureLead", {"input": {it.name: it.number}}),
        ("CaptureLead", {"input": it.number}),
        ("LogCall", {"input": call(it.number, notes=it.notes, externalKey=it.call_key)}),
        ("LogCall", {"input": call(it.number, startedAt=it.number)}),
        ("LogCall", {"input": call(it.number, result=it.name)}),
        ("RecordConsent", {"input": said(it.number)}),
        ("RecordConsent", {"input": said(profile, language=it.name)}),
        ("RecordConsent", {"input": said(unseen(), evidence=it.evidence)}),
        ("RevealPhone", {"input": revealed(profile, caseRef=it.number)}),
        ("RevealPhone", {"input": revealed(profile, caseRef=f"TKT-{it.national}")}),
        ("RevealPhone", {"input": revealed(profile, reason=it.reason)}),
    ]
    texts = [
        f'query {SUPPORT} {{ profileByPhone(number: "{it.number}") {{ status }} }}',
        f"query Q{it.national} {{ __typename }}",
        f"{{ n{it.national}: __typename }}",
        f"# {it.number} {it.name}\n{{ __typename }}",
        f'{{ profile(id: "{it.name}") {{ name }} ',
        f'query @purpose(is: X{it.national}) {{ profile(id: "{it.name}") {{ name }} }}',
        f'query {{ profile(id: "{it.email}") {{ name }} }}',
    ]
    return [
        *(agent.ask(name, **variables) for name, variables in wrong),
        *(agent.say(text) for text in texts),
        *(
            agent.say("{ __typename }", headers={"Processing-Purpose": value})
            for value in (it.national, it.number, it.email)
        ),
        agent.post({"documentId": it.national}),
        agent.post({"documentId": it.number}),
        agent.post({"query": "{ __typename }", "operationName": f"n{it.national}"}),
        agent.send("POST", it.number.encode()),
        agent.send("POST", f'{{"{it.number}": '.encode()),
        agent.send("POST", json.dumps({"query": it.number + "x" * 70_000}).encode()),
        agent.send("POST", b"{}", headers={"Content-Type": f"text/{it.national}"}),
        agent.send("POST", b"{}", headers={"Accept": f"text/{it.national}"}),
        agent.send("GET", path=f"/graphql?{_parameters(it)}"),
        agent.send("GET", path=f"/graphql?query={quote(it.number)}"),
        agent.send("GET", path=f"/{quote(it.number)}/{quote(it.name)}?{it.national}"),
        agent.send("GET", path=f"/healthz?{it.national}"),
        agent.send("DELETE", path=f"/graphql/{it.national}"),
        agent.send("POST", b"{}", headers={"Authorization": f"Bearer {it.national}"}),
        agent.send("POST", b"{}", headers={"Authorization": f"Basic {it.national}"}),
        agent.send("POST", b'{"query": "{ __typename }"}', headers=_headers(it)),
    ]


def _parameters(it: Canary) -> str:
    document = CONTRACT.named("agent", "ScreenPop").id
    return f"documentId=sha256:{document}&variables={quote(json.dumps({'number': it.number}))}"


def _headers(it: Canary) -> Mapping[str, str]:
    """Headers that other services log or take over."""
    names = (
        "User-Agent", "Referer", "Cookie", "X-Forwarded-For", "X-Request-Id", "Forwarded",
        "traceparent", "tracestate", "baggage", "Origin", "From", "If-None-Match",
    )  # fmt: skip
    return dict.fromkeys(names, it.national)


def babble(cage: Cage) -> None:
    """What is no HTTP, or ends in the middle."""
    it = cage.canary
    for octets in (
        f"{it.number}\r\n\r\n".encode(),
        f"GET /{it.national} HTTP/9.9\r\n\r\n".encode(),
        f"POST /graphql HTTP/1.1\r\n{it.national}\r\n\r\n".encode(),
        b"POST /graphql HTTP/1.1\r\nx: " + it.national.encode() * 8_000,
        f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{it.number}".encode(),
    ):
        with socket.create_connection(("127.0.0.1", cage.process.port)) as connection:
            connection.sendall(octets)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                pass


def faults(cage: Cage, profile: str) -> None:
    """Failures behind the surface: forged cells, rows that break a rule, a table that is away."""
    agent, it = cage.caller(AGENT), cage.canary
    cage.sql(Database.DATA, "UPDATE contact SET name = set_bit(name, 200, 1 - get_bit(name, 200))")
    assert "errors" in agent.ask("Profile", id=profile).body
    for broken, mended in (
        (
            "ALTER TABLE call ADD CONSTRAINT never CHECK (talk_s < 0) NOT VALID",
            "ALTER TABLE call DROP CONSTRAINT never",
        ),
        ("ALTER TABLE call RENAME TO uncall", "ALTER TABLE uncall RENAME TO call"),
    ):
        cage.sql(Database.DATA, broken)
        reply = agent.ask("LogCall", input=call(it.number, notes=it.notes))
        assert "data" not in reply.body
        cage.sql(Database.DATA, mended)
    cage.sql(Database.LEDGER, "ALTER TABLE access_entry RENAME TO unaccess_entry")
    assert agent.ask("ScreenPop", number=it.number).status == 503
    assert agent.ask("WithdrawConsent", input=withdrawn(profile)).status == 200
    cage.sql(Database.LEDGER, "ALTER TABLE unaccess_entry RENAME TO access_entry")


@pytest.fixture(scope="module")
def cage(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cage]:
    state_dir, said_to = tmp_path_factory.mktemp("cage"), tmp_path_factory.mktemp("said") / "all"
    with caged(clones, state_dir, said_to) as it:
        yield it


@pytest.fixture(scope="module")
def driven(cage: Cage, server: Tenancy) -> Mapping[str, bytes]:
    """Everything that is left of a canary's whole life, by where it lies."""
    profile = acts(cage)
    questions(cage, profile)
    wrong = errors(cage, profile)
    babble(cage)
    faults(cage, profile)
    exported = cage.state_dir / "exported"
    environ = environment(cage.state_dir, cage.dsns)
    subprocess.run(
        [CDP, "ledger", "export", exported], env=environ, check=True, capture_output=True
    )
    assert cage.process.stop() == 0
    files = cage.files()
    assert "file exported/checkpoint" in files
    return {
        **{f"dump of {database.value}": dumped(cage, database) for database in Database},
        "answers to what was wrong": b"\n".join(reply.octets for reply in wrong),
        "headers of these answers": "\n".join(str(reply.headers) for reply in wrong).encode(),
        "log lines": cage.process.said.read_bytes(),
        "spans and measures": cage.collected.octets(),
        "the server's log": server.log.read_bytes(),
        **files,
    }


def test_the_canary_is_found_in_nothing_that_is_kept_or_told(
    cage: Cage, driven: Mapping[str, bytes]
) -> None:
    """No dump, log line, span, measure, error, header, server log or file, in any spelling."""
    scanner = Scanner(cage.canary)
    assert {place: scanner.find(octets) for place, octets in driven.items()} == {
        place: set() for place in driven
    }


def test_there_was_something_to_find_it_in(driven: Mapping[str, bytes]) -> None:
    """Each of these places was written to by this very run."""
    assert b"COPY public.phone_ownership" in driven["dump of cdp"]
    assert b"COPY public.subject_key" in driven["dump of cdp_keys"]
    assert b"COPY public.access_entry" in driven["dump of cdp_ledger"]
    assert driven["log lines"].count(b"request answered") > 60
    assert b"a field failed" in driven["log lines"]
    assert b"graphql.request" in driven["spans and measures"]
    assert b"http.server.request.duration" in driven["spans and measures"]
    assert b"database system is ready" in driven["the server's log"]
    assert b"INVALID_INPUT" in driven["answers to what was wrong"]


ANSWERS: Final = b"The service answers at http://127.0.0.1:"


def test_every_log_line_is_json_of_known_members(driven: Mapping[str, bytes]) -> None:
    """Also the last words of libraries, at the most talkative level."""
    written = driven["log lines"].splitlines()
    lines = [json.loads(line) for line in written if not line.startswith(ANSWERS)]
    assert len(lines) == len(written) - 1
    members = {member for line in lines for member in line}
    assert {"t", "level", "logger"} <= members
    assert members <= {"t", "level", "logger", "event", "place", "error"} | {
        "cdp.request.id",
        "cdp.operation",
        "cdp.purpose",
        "cdp.outcome",
        "cdp.reason",
        "cdp.token.fault",
        "cdp.ms",
        "http.request.method",
        "http.response.status_code",
        "error.type",
        "code.location",
        "db.namespace",
        "db.operation.name",
    }


def test_a_planted_leak_is_found_in_every_spelling() -> None:
    """By the same scanner, in the middle of other octets."""
    scanner = Scanner(Canary.hatched())
    assert len(scanner.needles) > 200
    for needle, what in scanner.needles.items():
        assert scanner.find(b"COPY public.call\n\\\\x00ff" + needle + b"\t\\N\n") == {what}


def test_where_there_is_no_canary_none_is_found() -> None:
    """Another person's values, in any spelling, are not this one's."""
    scanner, other = Scanner(Canary.hatched()), Scanner(Canary.hatched())
    assert scanner.find(b"\n".join(other.needles)) == set()


def test_a_leak_planted_in_a_table_is_found_in_its_dump(cage: Cage) -> None:
    """In text, in bytes, and as a digest."""
    cage.sql(Database.LEDGER, "CREATE TABLE leak (a text, b bytea, c text)")
    cage.sql(
        Database.LEDGER,
        "INSERT INTO leak VALUES ($1, convert_to($1, 'UTF8'), md5($1))",
        cage.canary.national,
    )
    found = Scanner(cage.canary).find(dumped(cage, Database.LEDGER))
    cage.sql(Database.LEDGER, "DROP TABLE leak")
    assert {"number: utf-8", "number: hex", "number: md5, hex"} <= found
