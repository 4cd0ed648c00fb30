"""The real surface, and a small schema whose labels the tests choose."""

from __future__ import annotations

from typing import Final

from graphql import build_schema

from cdp.api.cursor import Cursors
from cdp.api.ids import Ids
from cdp.api.schema import surface
from cdp.plan.compile import Compiler
from cdp.plan.labels import Labels

CURSORS: Final = Cursors.derive(bytes(32))
"""What writes and reads the cursors of tests."""

IDS: Final = Ids.derive(bytes(32))
"""What writes and reads the ids of tests."""

SURFACE: Final = surface()
"""The surface that is served."""

SMALL: Final = build_schema(
    """
    directive @purpose(is: Purpose!) on QUERY | MUTATION
    enum Purpose { SERVICE_SUPPORT }
    enum Kind { ONE OTHER }
    interface Named { id: ID! name: String }
    type Person implements Named { id: ID! name: String friend(first: Int): Person }
    type Firm implements Named { id: ID! name: String number: String }
    union Anybody = Person | Firm
    input Part { name: String kind: Kind inner: Part many: [Part!] }
    type Query {
      person(number: String, kind: Kind): Person
      named(part: Part): Named
      anybody(parts: [Part!]): Anybody
      health: String
    }
    type Mutation { rename(part: Part!): Person }
    """
)

LABELS: Final[dict[str, str | None]] = {
    "Query.person": None,
    "Query.person(number:)": "contact.phone",
    "Query.person(kind:)": None,
    "Query.named": None,
    "Query.named(part:)": None,
    "Query.anybody": None,
    "Query.anybody(parts:)": None,
    "Query.health": None,
    "Mutation.rename": None,
    "Mutation.rename(part:)": None,
    "Person.id": None,
    "Person.name": "identity.name",
    "Person.friend": None,
    "Person.friend(first:)": None,
    "Firm.id": None,
    "Firm.name": None,
    "Firm.number": "contact.phone",
    "Part.name": "identity.name",
    "Part.kind": None,
    "Part.inner": None,
    "Part.many": None,
}
"""A firm's name is nobody's; a person's is hers."""


def small(*, without: str = "") -> Compiler:
    """A compiler of the small schema; `without` one label, if it is named."""
    labels = {place: label for place, label in LABELS.items() if place != without}
    return Compiler(SMALL, Labels(labels))
