"""The files of the sample company come in as it says that they will, row for row."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp.ingestion.binding import bind
from cdp.ingestion.kinds import Kind
from cdp.ingestion.mapping import load_mapping
from cdp.ingestion.parsing import Parsed, Parser
from cdp.ingestion.reading import reading
from cdp.ingestion.row import Refused, Row
from cdp.sample.company import Company, sample_company
from cdp.sample.files.consignment import Consignment
from privacy.phone import Advice
from privacy.testing.asks import NOW

FILES = ["contacts.csv", "leads.csv", "orders.csv", "calls.txt", "cases.jsonl"]


@pytest.fixture(scope="module")
def company() -> Company:
    return sample_company(now=NOW, people=300)


def consignment_of(company: Company, name: str) -> Consignment:
    return next(each for each in company.consignments if each.name == name)


def named(refused: Refused) -> str:
    """A refusal as the company counts it: by its advice, where a number's is at fault."""
    assert refused.field == "number"
    names = {advice.value: advice.name for advice in Advice}
    return names.get(refused.advice, "SHARED")


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_accepted_and_refused_as_it_says(
    name: str, company: Company, tmp_path: Path
) -> None:
    """Five systems' encodings, dialects and words; what repeats an earlier row is read again."""
    given = consignment_of(company, name)
    (tmp_path / name).write_bytes(given.content)
    kind = Kind(given.kind)
    with reading(tmp_path / name) as found:
        binding = bind(found.header, kind, load_mapping(given.mapping or "", kind))
        parser = Parser(binding, now=NOW, country="CN")
        rows = [parser.parse(row) if isinstance(row, Row) else row for row in found.rows()]
    accepted = [row for row in rows if isinstance(row, Parsed)]
    refused = [named(row) for row in rows if isinstance(row, Refused)]
    once = {(row.external_key, row.number): row for row in accepted}
    assert binding.unknown == given.unknown
    assert (len(rows), len(once)) == (given.expected.rows, given.expected.accepted)
    assert len(accepted) - len(once) == given.expected.duplicates
    assert {name: refused.count(name) for name in refused} == given.expected.refused
    assert sum(bool(row.others) for row in once.values()) == given.expected.split
    assert {row.number.canonical for row in accepted} == given.numbers
