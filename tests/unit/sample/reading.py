"""Reading a consignment as an importer would: by its bytes and its mapping, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cdp.sample.files.consignment import Consignment, Expected
from privacy.errors import PhoneRefused
from privacy.phone import Advice, Phone

FORMS = {
    "contacts.csv": ("gb18030", ","),
    "leads.csv": ("utf-8-sig", ","),
    "orders.csv": ("utf-8", ";"),
    "calls.txt": ("utf-16", "\t"),
}
"""The encoding and delimiter that each file is to have."""

FILED = ("ACCEPTED", "SPLIT")


def read(consignment: Consignment) -> list[dict[str, str]]:
    """Every record under canonical field names, with canonical values."""
    mapping = tomllib.loads(consignment.mapping or "")
    columns = mapping.get("columns")
    values = mapping.get("values", {})
    return [
        {
            field: values.get(field, {}).get(value, value)
            for header, value in record.items()
            if (field := columns.get(header) if columns else header) is not None
        }
        for record in records(consignment)
    ]


def records(consignment: Consignment) -> Iterator[Mapping[str, str]]:
    """Every record under the file's own headers."""
    if consignment.name == "cases.jsonl":
        for line in consignment.content.decode("utf-8").splitlines():
            members = json.loads(line).items()
            yield {name: value or "" for name, value in members}
        return
    encoding, delimiter = FORMS[consignment.name]
    text = io.StringIO(consignment.content.decode(encoding), newline="")
    yield from csv.DictReader(text, delimiter=delimiter)


def first_number(cell: str) -> str:
    """The number that a row is filed under: the first, where two stand in its cell."""
    return next(part for part in re.split("[/、]", cell))


def verdict(number: str) -> str:
    """ACCEPTED, SPLIT, SHARED, or the name of the advice that it is refused with."""
    try:
        phone = Phone.parse(number)
    except PhoneRefused as refused:
        name = Advice(refused.advice).name
        return "SPLIT" if name == "SEVERAL" else name
    return "ACCEPTED" if phone.is_exclusive else "SHARED"


def first_of_each(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """`rows` without those that repeat an earlier one to the letter."""
    seen: dict[str, Mapping[str, str]] = {}
    for row in rows:
        assert seen.setdefault(row["external_key"], row) == row
    return list(seen.values())


def sorted_out(rows: Sequence[Mapping[str, str]]) -> Expected:
    """What comes of `rows` by what the product says of their numbers."""
    first = first_of_each(rows)
    verdicts = Counter(verdict(row["number"]) for row in first)
    return Expected(
        rows=len(rows),
        accepted=sum(verdicts[name] for name in FILED),
        split=verdicts["SPLIT"],
        duplicates=len(rows) - len(first),
        refused={name: many for name, many in verdicts.items() if name not in FILED},
    )


def accepted(consignment: Consignment) -> dict[str, list[Mapping[str, str]]]:
    """Accepted records by the canonical text of their number, in the file's order."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in first_of_each(read(consignment)):
        if verdict(row["number"]) in FILED:
            number = Phone.parse(first_number(row["number"])).canonical
            found.setdefault(number, []).append(row)
    return found
