"""A provider over HTTP, and a list as a file: what is asked, what is taken, and what is refused."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cdp.errors import FileUnreadable
from cdp.http.number_status import LARGEST, WAITS_S, NumberStatusService
from cdp.identity.number import NumberIndex
from cdp.identity.provider import Asked, ProviderFailed, Said
from cdp.identity.record import NumberStatus
from cdp.ingestion.status_file import StatusFile
from privacy.phone import Phone
from tests.acceptance.providers import (
    MISBEHAVIOURS,
    OK,
    SECRET,
    Provider,
    misbehaving,
    providing,
    saying,
)
from tests.certificates import self_signed
from tests.unit.vault.test_blind_index import index_key

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SINCE = datetime(2026, 1, 4, 16, tzinfo=UTC)
NUMBERS = NumberIndex(key=index_key(), version=1)
HERS, HIS, NOBODYS = "+8613800138000", "+8613900139000", "+8613700137000"


def asked(number: str) -> Asked:
    token = NUMBERS.key.token(Phone.parse(number).canonical)
    return Asked(token=token, since=SINCE, number=number)


def service(provider: Provider, *, secret: str = SECRET) -> tuple[NumberStatusService, list[float]]:
    """A client of `provider`, and how long it waited between its tries."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    made = NumberStatusService(
        url=provider.url, secret=secret, name="operator", clock=lambda: NOW, wait=wait
    )
    return made, waited


def test_what_is_said_of_each_number_comes_in_the_order_of_the_questions() -> None:
    """A number goes in the body with the day since when it is hers, and never in the address."""
    told = {
        HIS: {"status": "RECYCLED", "since": "2026-09-01"},
        HERS: {"status": "ACTIVE"},
    }
    with providing(Provider(answer=saying(told))) as provider:
        made, _ = service(provider)
        said = asyncio.run(made.check([asked(number) for number in (HERS, NOBODYS, HIS)]))
    assert list(said) == [
        Said(status=NumberStatus.ACTIVE),
        None,
        Said(status=NumberStatus.RECYCLED, since=datetime(2026, 8, 31, 16, tzinfo=UTC)),
    ]
    [question] = provider.asked
    assert question["version"] == 1
    assert question["numbers"][0] == {"ref": "0", "number": HERS, "since": "2026-01-05"}
    assert provider.lines == ["POST /v1/numbers HTTP/1.1"]


def test_what_passes_by_itself_is_tried_again_after_longer_and_longer_waits() -> None:
    """The same batch each time; then it is given up, and nothing is changed."""
    with providing(Provider(answer=saying({}), statuses=[503, 429])) as provider:
        made, waited = service(provider)
        assert list(asyncio.run(made.check([asked(HERS)]))) == [None]
        assert waited == list(WAITS_S[:2])
        provider.statuses = [503] * (len(WAITS_S) + 1)
        with pytest.raises(ProviderFailed):
            asyncio.run(made.check([asked(HERS)]))
    assert len(provider.lines) == 3 + len(WAITS_S) + 1


def test_a_provider_that_is_away_is_told_from_one_that_refuses() -> None:
    """Who is away is asked again; a wrong secret is said at once."""
    with providing(Provider(answer=saying({}))) as provider:
        made, waited = service(provider, secret="another")
        with pytest.raises(ProviderFailed, match="secret"):
            asyncio.run(made.check([asked(HERS)]))
        assert waited == []
    with pytest.raises(ProviderFailed, match="reached"):
        asyncio.run(made.check([asked(HERS)]))
    assert waited == list(WAITS_S)


@pytest.mark.parametrize("octets", MISBEHAVIOURS.values(), ids=MISBEHAVIOURS)
def test_a_service_that_holds_the_line_is_given_up_in_time(octets: Iterable[bytes]) -> None:
    """So many seconds in all, and not for each octet: whoever drips would hold it for hours."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    with misbehaving(octets) as (url, met):
        made = NumberStatusService(
            url=url, secret=SECRET, name="operator", clock=lambda: NOW, wait=wait, timeout_s=0.2
        )
        with pytest.raises(ProviderFailed, match="reached"):
            asyncio.run(made.check([asked(HERS)]))
    assert (waited, len(met)) == (list(WAITS_S), len(WAITS_S) + 1)


def test_no_more_is_read_than_an_answer_can_hold() -> None:
    """A body in chunks tells nobody beforehand how long it is."""
    chunk = b"1000\r\n" + b" " * 4096 + b"\r\n"
    head = OK + b"Transfer-Encoding: chunked\r\n\r\n"
    with misbehaving([head + chunk * (LARGEST // 4096 + 1)]) as (url, met):
        made = NumberStatusService(url=url, secret=SECRET, name="operator", clock=lambda: NOW)
        with pytest.raises(ProviderFailed, match="contract"):
            asyncio.run(made.check([asked(HERS)]))
    assert len(met) == 1


@pytest.mark.parametrize("status", [201, 204, 302, 307, 400, 404, 500])
def test_a_code_that_is_not_in_the_contract_ends_the_run(status: int) -> None:
    """Nobody is followed elsewhere, and no number is sent twice."""
    with providing(Provider(answer=saying({}), statuses=[status])) as provider:
        made, waited = service(provider)
        with pytest.raises(ProviderFailed, match="code"):
            asyncio.run(made.check([asked(HERS)]))
    assert (len(provider.lines), waited) == (1, [])


def test_only_whoever_shows_a_certificate_that_is_trusted_is_told_a_number(
    tmp_path: Path,
) -> None:
    """Before the question: of an impostor nothing is asked, and it is not tried again."""
    place = self_signed(tmp_path / "provider.pem")
    with providing(Provider(answer=saying({})), certificate=place) as provider:
        made, waited = service(provider)
        with pytest.raises(ProviderFailed, match="certificate"):
            asyncio.run(made.check([asked(HERS)]))
        assert (provider.lines, waited) == ([], [])
        trusting = replace(made, trust=ssl.create_default_context(cafile=place))
        assert list(asyncio.run(trusting.check([asked(HERS)]))) == [None]
    assert provider.numbers == [HERS]


@pytest.mark.parametrize(
    "answer",
    [
        b"no JSON",
        b"{}",
        b"[]",
        b'{"answers": {"ref": "0"}}',
        b'{"answers": [{"ref": "0"}]}',
        b'{"answers": [{"ref": "1", "status": "ACTIVE"}]}',
        b'{"answers": [{"ref": "-1", "status": "ACTIVE"}]}',
        b'{"answers": [{"ref": "00", "status": "ACTIVE"}]}',
        b'{"answers": [{"ref": 0, "status": "ACTIVE"}]}',
        b'{"answers": [{"ref": false, "status": "ACTIVE"}]}',
        b'{"answers": [{"ref": {}, "status": "ACTIVE"}]}',
        b'{"answers": "0"}',
        b'{"answers": [{"ref": "0", "status": ["ACTIVE"]}]}',
        b'{"answers": [{"ref": "0", "status": "RECYCLED", "since": "20260901"}]}',
        b'{"answers": [{"ref": "0", "status": "RECYCLED", "since": 20260901}]}',
        b"[" * 30_000,
        b'{"answers": [{"ref": "0", "status": "ACTIVE"}, {"ref": "0", "status": "ACTIVE"}]}',
        b'{"answers": [{"ref": "0", "status": "GONE"}]}',
        b'{"answers": [{"ref": "0", "status": "RECYCLED"}]}',
        b'{"answers": [{"ref": "0", "status": "RECYCLED", "since": "soon"}]}',
        b'{"answers": [{"ref": "0", "status": "RECYCLED", "since": "2027-01-01"}]}',
        b'{"answers": [{"ref": "0", "status": "ACTIVE"}, {"ref": "0"}]}',
        b'{"answers": []}' + b" " * 70_000,
    ],
)
def test_an_answer_that_is_not_as_the_contract_says_is_refused_whole(answer: bytes) -> None:
    """No line of it is believed, and its words are repeated nowhere."""
    with providing(Provider(answer=lambda _: answer)) as provider:
        made, _ = service(provider)
        with pytest.raises(ProviderFailed) as failed:
            asyncio.run(made.check([asked(HERS)]))
    assert "not as the contract says" in str(failed.value)


def test_a_batch_is_bounded_and_every_number_of_it_is_given() -> None:
    """A mistake of ours leaves nothing of anybody."""
    with providing(Provider(answer=saying({}))) as provider:
        made, _ = service(provider)
        for batch in ([asked(HERS)] * 101, [Asked(token=b"", since=SINCE)]):
            with pytest.raises(ProviderFailed):
                asyncio.run(made.check(batch))
    assert provider.lines == []


def test_a_secret_and_a_number_are_in_no_text_of_theirs() -> None:
    """Whoever prints them learns nothing."""
    with providing(Provider(answer=saying({}))) as provider:
        made, _ = service(provider)
    assert SECRET not in repr(made)
    assert HERS not in repr(asked(HERS))


def listed(folder: Path, text: str) -> StatusFile:
    path = folder / "numbers.csv"
    path.write_text(text, encoding="utf-8")
    return StatusFile(path=path, numbers=NUMBERS, clock=lambda: NOW)


def test_a_list_is_matched_by_tokens_in_any_usual_form_of_a_number(tmp_path: Path) -> None:
    """The last row of a number counts; a line that says nothing usable is told by its place."""
    file = listed(
        tmp_path,
        "number,status,since\n"
        "138 0013 8000,ACTIVE,\n"
        "0086 13800138000,RECYCLED,2026-09-01\n"
        "138****8000,ACTIVE,\n"
        "13900139000,RECYCLED,\n"
        "13900139000,GONE,\n"
        "13900139000,ACTIVE,soon\n"
        "13900139000\n"
        "13900139000,RECYCLED,2026-11-27\n",
    )
    said = asyncio.run(file.check([Asked(token=asked(HERS).token, since=SINCE), asked(HIS)]))
    assert list(said) == [
        Said(status=NumberStatus.RECYCLED, since=NOW - timedelta(days=86, hours=8)),
        None,
    ]
    assert file.refused == [4, 5, 6, 7, 8, 9]
    assert "138" not in repr(file._said)


@pytest.mark.parametrize("text", ["", "number,status\n", "a;b;c\n", "[]"])
def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path, text: str) -> None:
    """With what to give instead."""
    with pytest.raises(FileUnreadable):
        asyncio.run(listed(tmp_path, text).check([asked(HERS)]))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_list_is_read_in_the_encodings_and_with_the_delimiters_of_imports(
    tmp_path: Path, encoding: str
) -> None:
    """Line by line, whatever a line is: what is too long or unreadable is refused by itself."""
    path = tmp_path / "numbers.csv"
    long, broken = "9" * 3_000_000, '"13900139000'
    text = f"number;status;since\n;;号码\n{long};;\n13800138000;SUSPENDED;\n{broken}"
    path.write_text(text, encoding=encoding)
    file = StatusFile(path=path, numbers=NUMBERS, clock=lambda: NOW)
    assert asyncio.run(file.check([asked(HERS)])) == [Said(status=NumberStatus.SUSPENDED)]
    assert file.refused == [2, 3, 5]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """And so is one that is no text."""
    with pytest.raises(FileUnreadable):
        asyncio.run(
            StatusFile(path=tmp_path / "none", numbers=NUMBERS, clock=lambda: NOW).check([])
        )
    path = tmp_path / "binary"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileUnreadable):
        asyncio.run(StatusFile(path=path, numbers=NUMBERS, clock=lambda: NOW).check([]))
