"""Reading a consignment as an importer would: by its bytes and its mapping, and nothing else."""

from __future__ import annotations

import csv
import io
import json
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
            yield {name: str(value) for name, value in json.loads(line).items()}
        return
    encoding, delimiter = FORMS[consignment.name]
    text = io.StringIO(consignment.content.decode(encoding), newline="")
    yield from csv.DictReader(text, delimiter=delimiter)


def verdict(number: str) -> str:
    """ACCEPTED, SHARED, or the name of the advice that it is refused with."""
    try:
        phone = Phone.parse(number)
    except PhoneRefused as refused:
        return Advice(refused.advice).name
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
        accepted=verdicts["ACCEPTED"],
        duplicates=len(rows) - len(first),
        refused={name: many for name, many in verdicts.items() if name != "ACCEPTED"},
    )


def accepted(consignment: Consignment) -> dict[str, list[Mapping[str, str]]]:
    """Accepted records by the canonical text of their number, in the file's order."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in first_of_each(read(consignment)):
        if verdict(row["number"]) == "ACCEPTED":
            found.setdefault(Phone.parse(row["number"]).canonical, []).append(row)
    return found
