"""One seed is one company, on every machine; another seed is another."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from cdp.sample.company import MOST_PEOPLE, Company, sample_company
from tests.unit.sample.conftest import NOW

DIGEST = (
    "import hashlib\n"
    "from datetime import datetime\n"
    "from cdp.sample.company import sample_company\n"
    f"made = sample_company(now=datetime.fromisoformat('{NOW.isoformat()}'), people=300)\n"
    "for each in made.consignments:\n"
    "    print(hashlib.sha256(each.content).hexdigest())\n"
    "print([(s.number, s.purpose, s.state, s.method, s.said_at) for s in made.sayings])\n"
)


def contents(company: Company) -> list[bytes]:
    return [each.content for each in company.consignments]


def test_the_same_seed_gives_the_same_bytes(company: Company) -> None:
    """Made once more, in the same process."""
    again = sample_company(now=NOW)
    assert contents(again) == contents(company)
    assert again.sayings == company.sayings


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(hash_seed: str) -> None:
    """However that process scatters its sets."""
    done = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    here = sample_company(now=NOW, people=300)
    told = [hashlib.sha256(content).hexdigest() for content in contents(here)]
    said = [(s.number, s.purpose, s.state, s.method, s.said_at) for s in here.sayings]
    assert done.stdout.splitlines() == [*told, str(said)]


def test_another_seed_is_another_company(company: Company) -> None:
    """With other people on other numbers."""
    other = sample_company(now=NOW, seed="another")
    assert not set(contents(other)) & set(contents(company))
    assert len(other.numbers & company.numbers) < len(company.numbers) / 100


@pytest.mark.parametrize("hours", [1, 9, 14, 20, 9_605])
def test_another_time_is_the_same_company_later(company: Company, hours: int) -> None:
    """The same people, so much later; what is expected of the files stays."""
    later = sample_company(now=NOW + timedelta(hours=hours, seconds=1))
    assert [each.line for each in later.people] == [each.line for each in company.people]
    assert [each.expected for each in later.consignments] == [
        each.expected for each in company.consignments
    ]
    assert len(later.sayings) == len(company.sayings)


@pytest.mark.parametrize("people", [1, 2, 7, 40])
def test_a_small_company_is_a_company(people: int) -> None:
    """Files may be empty but for their headers."""
    small = sample_company(now=NOW, people=people)
    assert len(small.people) == people
    assert all(each.expected.rows >= 0 for each in small.consignments)


@pytest.mark.parametrize("people", [0, -1, MOST_PEOPLE + 1])
def test_a_company_of_nobody_or_of_too_many_is_none(people: int) -> None:
    """Keys would run into one another."""
    with pytest.raises(ValueError, match="people"):
        sample_company(now=NOW, people=people)


def test_a_time_without_a_zone_is_none() -> None:
    """Whose clock would it be?"""
    with pytest.raises(ValueError, match="aware"):
        sample_company(now=datetime(2026, 11, 25, tzinfo=UTC).replace(tzinfo=None))
