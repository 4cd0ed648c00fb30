"""Certificate: signed, canonical, without a word about the person; verified with the key alone."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from privacy.ledger.records import LogEntry
from privacy.ledger.tree import leaf_hash
from privacy.ledger.verify.note import decode
from privacy.rights import verify as verifier
from privacy.rights.case import RequestType
from privacy.rights.certificate import CertificateKey, Done, Horizon, Taken, slip
from privacy.rights.plan import SHREDDED, Plan, Step, Treatment
from privacy.rights.verify import Unverified, main, told, verify

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
KEY = CertificateKey(bytes(range(32)), name="log.example/certificates")
VKEY = str(KEY.public)
CASE = UUID("0192f000-0000-7000-8000-000000000001")
ENTRY = LogEntry(index=7, encoded=b'{"kind":"erase"}')
PLAN = Plan(
    case=CASE,
    policy="a" * 64,
    steps=(
        Step(table="contact", treatment=Treatment.REMOVE, rows=1),
        Step(
            table="consent_event",
            treatment=Treatment.KEEP,
            rows=2,
            article="PIPL 69(1)",
            until="1095 days",
        ),
    ),
)


def done(after: int = 0) -> Done:
    return Done(
        case=CASE,
        handler=UUID(int=9),
        type=RequestType.DELETE,
        plan=PLAN,
        taken=(
            Taken(table="contact", treatment=Treatment.REMOVE, before=1, after=after),
            Taken(table="consent_event", treatment=Treatment.KEEP, before=2, after=2),
        ),
        shredded=dict.fromkeys(SHREDDED, AT),
        suppressed=1,
        entries={"erase": ENTRY},
        log="log.example",
        issued_at=AT,
        horizons=(Horizon(what="import_run: sealed by itself", days=7),),
    )


CERTIFICATE = KEY.certify(done())


def test_a_certificate_says_what_was_done() -> None:
    """Counts, keys, what stays and why, what is remembered, until when, and the entries."""
    assert verify(CERTIFICATE, VKEY)["case"] == str(CASE)
    said = json.loads(CERTIFICATE.split(b"\n")[0])
    assert said["plan"] == PLAN.hash
    assert said["stores"][0]["before"] == 1
    assert [each["category"] for each in said["keys"]["shredded"]] == list(SHREDDED)
    assert said["retained"] == [
        {"article": "PIPL 69(1)", "rows": 2, "table": "consent_event", "until": "1095 days"}
    ]
    assert (said["suppression"]["entries"], said["suppression"]["purpose"]) == (
        1,
        "suppress_recontact",
    )
    assert (said["horizon"]["days"], len(said["horizon"]["parts"])) == (35, 3)
    [entry] = said["ledger"]["entries"]
    assert (entry["index"], decode(entry["hash"])) == (7, leaf_hash(ENTRY.encoded))
    assert said["issued_at"] == "2026-11-22T04:00:00Z"


def test_it_is_canonical() -> None:
    """One line of JSON with sorted keys, as anybody would write it."""
    line = CERTIFICATE.split(b"\n")[0]
    again = json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == line


def test_it_is_told_in_lines_for_people() -> None:
    """What `cdp rights verify` prints."""
    lines = told(verify(CERTIFICATE, VKEY)).split("\n")
    assert lines[0].startswith(f"OK case {CASE}, DELETE")
    assert "kept: 2 rows of consent_event (PIPL 69(1); 1095 days)" in lines


def signed(text: bytes) -> bytes:
    """`text`, as if we had certified it."""
    signature = KEY.public.id + KEY._private.sign(text + b"\n")
    line = f"\u2014 {KEY.public.name} {base64.b64encode(signature).decode()}\n"
    return text + b"\n\n" + line.encode()


FORGED: dict[str, Callable[[], bytes]] = {
    "a count": lambda: CERTIFICATE.replace(b'"before":1', b'"before":2'),
    "nothing": lambda: b"",
    "no signature": lambda: CERTIFICATE.split(b"\n\n")[0],
    "a signature of no form": lambda: CERTIFICATE.split(b"\n\n")[0] + b"\n\nsigned\n",
    "a signature of no text": lambda: CERTIFICATE.split(b"\n\n")[0] + b"\n\n\xff\n",
    "a name": lambda: CERTIFICATE.replace(b"\x94 log.example", b"\x94 log.exemple"),
    "no base64": lambda: CERTIFICATE[:-4] + b"!!!\n",
    "another base64": lambda: CERTIFICATE.rstrip(b"\n") + b"=\n",
    "two lines": lambda: b"{}\n" + CERTIFICATE,
    "something left": lambda: KEY.certify(done(after=1)),
    "no JSON": lambda: signed(b"erased"),
    "another kind": lambda: signed(b'{"kind":"cdp/receipt"}'),
    "no kind": lambda: signed(b"[]"),
    "another key": lambda: CertificateKey(bytes(32), name=KEY.public.name).certify(done()),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_certificate_does_not_verify(what: str) -> None:
    """Whatever was changed."""
    with pytest.raises(Unverified):
        verify(FORGED[what](), VKEY)


@pytest.mark.parametrize(
    "key",
    ["", "log.example", VKEY.replace("log", "lag"), VKEY[:-4], "a+00000000+AAAA", VKEY + "="],
)
def test_a_key_file_that_is_none_is_said_so(key: str) -> None:
    """Before anything is believed."""
    with pytest.raises(Unverified):
        verify(CERTIFICATE, key)


def test_the_command_says_ok_or_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 or 1."""
    certificate, key = tmp_path / "certificate", tmp_path / "key"
    certificate.write_bytes(CERTIFICATE)
    key.write_text(f"{VKEY}\n", encoding="utf-8")
    assert main([str(certificate), "--key", str(key)]) == 0
    certificate.write_bytes(b"")
    assert main([str(certificate), "--key", str(key)]) == 1
    assert main([str(certificate), "--key", str(tmp_path / "none")]) == 1
    said = capsys.readouterr().out.split("\n")
    assert said[0].startswith("OK case")
    assert [line.startswith("FAULT ") for line in said if not line.startswith("OK")][-2] is True


async def test_the_verifier_is_one_file_that_needs_nothing_of_ours(tmp_path: Path) -> None:
    """Copied away, where neither our code nor its dependencies can be imported."""
    shutil.copy(str(verifier.__file__), tmp_path / "verify.py")
    (tmp_path / "certificate").write_bytes(CERTIFICATE)
    (tmp_path / "key").write_text(VKEY, encoding="utf-8")
    script = (
        "import sys, runpy\n"
        "for name in ('privacy', 'cdp', 'sqlalchemy', 'orjson', 'asyncpg', 'phonenumbers'):\n"
        "    sys.modules[name] = None\n"
        "sys.argv = ['verify', 'certificate', '--key', 'key']\n"
        "runpy.run_path('verify.py', run_name='__main__')\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, cwd=tmp_path, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert (process.returncode, said[:7]) == (0, b"OK case")


def test_a_key_shows_nothing_of_itself() -> None:
    """But its public half."""
    assert repr(KEY) == f"<CertificateKey {VKEY}>"


def test_a_slip_names_her_as_the_log_does() -> None:
    """In hex, as entries do."""
    assert slip([b"\x01" * 16]) == ("01" * 16,)
