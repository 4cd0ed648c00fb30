"""`cdp sample` writes files that say that they are invented, for their owner's eyes alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cdp.sample.company import sample_company
from tests.unit.cli.calling import Called, call
from tests.unit.sample.conftest import NOW


@pytest.fixture
def written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[Path, Called]:
    place = tmp_path / "company"
    arguments = ("--people", "60", "--seed", "other", "--at", f"{NOW:%Y-%m-%d}")
    return place, call(monkeypatch, capsys, "sample", "write", str(place), *arguments, environ={})


def test_the_files_are_those_of_the_seed(written: tuple[Path, Called]) -> None:
    """To the byte, each with its mapping."""
    place, called = written
    midnight = NOW.replace(hour=0, minute=0)
    company = sample_company(now=midnight, seed="other", people=60)
    assert called.code == 0
    for each in company.consignments:
        assert (place / each.name).read_bytes() == each.content
        mapping = place / f"{each.kind}.mapping.toml"
        assert (mapping.read_text("utf-8") if mapping.exists() else None) == each.mapping
    said = [json.loads(line) for line in (place / "consents.jsonl").read_text("utf-8").splitlines()]
    assert [each["number"] for each in said] == [each.number for each in company.sayings]


def test_only_their_owner_reads_them(written: tuple[Path, Called]) -> None:
    """They look like personal data, and are treated so."""
    place, _ = written
    assert place.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in place.iterdir()} == {0o600}


def test_they_say_that_they_are_invented_and_how_they_are_imported(
    written: tuple[Path, Called],
) -> None:
    """Beside the files and on the screen."""
    place, called = written
    assert "invented" in (place / "README.txt").read_text("utf-8")
    assert "invented" in called.out
    assert (
        len(re.findall(r"^cdp import .* --as \w+ --source [\w-]+", called.out, re.MULTILINE)) == 5
    )


def test_a_folder_that_is_there_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of somebody's is written over."""
    called = call(monkeypatch, capsys, "sample", "write", str(tmp_path), environ={})
    assert called.code == 2
    assert "not there yet" in called.err
    assert list(tmp_path.iterdir()) == []


def test_counting_writes_nothing_and_tells_every_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an importer's report is to say."""
    called = call(monkeypatch, capsys, "sample", "count", "--people", "60", environ={})
    assert called.code == 0
    names = [line.partition(":")[0] for line in called.out.splitlines()]
    files = ["contacts.csv", "leads.csv", "orders.csv", "calls.txt", "cases.jsonl"]
    assert names == [*files, "consents", "people"]
    assert "MASKED" in called.out
