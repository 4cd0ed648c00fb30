"""Fuzz: requests bent out of shape, by octets, by JSON, by headers and by GraphQL's own grammar.

Each begins as an honest one, which reaches far into the service, and is then bent once or more.
A canary is planted wherever a value can stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    is_input_type,
    is_required_input_field,
    parse,
    type_from_ast,
)

from cdp.contract import Operation
from tests.attacks.dice import Dice
from tests.attacks.probing import Names
from tests.attacks.room import ACCEPT, JSON, Header
from tests.contract.scope import DISCONNECT, chunk
from tests.contract.scope import Caller as Wire

CANARY: Final = "13912345679"
"""Planted in values, names, headers and addresses: it comes back nowhere."""
WORD: Final = "kanarienvogel"
"""The same, for places where a number is refused before anything else is looked at."""

ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**63), 1e308, 1.5, "", " ", "\x00",
    "\u200b", "\u202e", "١٣٨", "＋86", CANARY, WORD, f"+86{CANARY}", "x" * 5_000, "9" * 400, "{}",
    "null", "'; --", "$1", "%s", "{0}", "../..", "\ud7ff", "😀" * 100, [], [None], [[]], {},
    {"": 1}, {"__proto__": 1}, [CANARY] * 101, "2026-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:60+14:00", "2026-02-30", "1e400", "NaN", "-0",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip

HEADERS: Final = (
    b"accept", b"accept-encoding", b"authorization", b"case-reference", b"content-encoding",
    b"content-length", b"content-type", b"cookie", b"expect", b"host", b"idempotency-key",
    b"if-none-match", b"origin", b"processing-purpose", b"range", b"te", b"traceparent",
    b"transfer-encoding", b"upgrade", b"x-forwarded-for", b"x-http-method-override",
    b"x-request-id",
)  # fmt: skip

VALUES: Final = (
    b"", b" ", b"\x00", b"\xff\xfe", b"*/*", b"*/*;q=0", b"application/json", b"text/plain",
    b"application/graphql-response+json;q=1e9", b"a" * 9_000, b"gzip", b"identity", b"0", b"-1",
    b"18446744073709551616", b"Bearer", b"Bearer " + b"a.b.c", b"Basic YTpi", CANARY.encode(),
    WORD.encode(), b"SERVICE_SUPPORT", b"service.support", b"marketing.direct_call", b"nobody",
    b";;;,,,", b'application/json; charset="utf-8', b"\xe7\x8e\x8b", b"q=" * 500,
)  # fmt: skip

METHODS: Final = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", CANARY, "")
PATHS: Final = ("/graphql", "/graphql/", "/", "/healthz", "/readyz", f"/{CANARY}", "/ledger")

PUNCTUATION: Final = ("{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "=", "|", "&", ",")
ODD_TOKENS: Final = (
    "query", "mutation", "subscription", "fragment", "on", "null", "true", "__typename",
    "__schema", "__type", "0", "-0", "1e400", "99999999999999999999", '""', '"""\n"""', '"\\u0000"',
    '"\\uD800"', '"\\u{110000}"', "#", "\ufeff", "\x00", "é", "@skip(if: true)", "@include(if: $n)",
    "@purpose(is: SERVICE_SUPPORT)", "@purpose(is: $n)", "@deprecated", "@oneOf", f'"{WORD}"', WORD,
)  # fmt: skip


class Fuzz:
    """Draws requests from a seed."""

    def __init__(
        self,
        seed: str,
        *,
        operations: Sequence[Operation],
        schema: GraphQLSchema,
        bearer: Header,
        people: Mapping[str, str],
    ) -> None:
        """`people` are those who may be found: their profiles, by their numbers."""
        self._dice = Dice(seed)
        self._schema = schema
        self._numbers = [*people, "+8613900000001", "0139-0000-0002", "+85261234567"]
        self._ids = [*people.values(), "00000000-0000-4000-8000-000000000000"]
        self._operations = operations
        self._bearer = bearer
        self._names = sorted(Names.of(schema).all)
        self._bends: tuple[Callable[[], Wire], ...] = (
            self._bent_octets,
            self._bent_members,
            self._bent_variables,
            self._bent_variables,
            self._bent_headers,
            self._bent_text,
            self._bent_text,
            self._grown_text,
            self._bent_address,
            self._bent_delivery,
        )

    def draw(self) -> Wire:
        """The next request."""
        return self._dice.one_of(self._bends)()

    def _wire(self, body: object, more: tuple[Header, ...] = ()) -> Wire:
        octets = json.dumps(body).encode()
        return Wire([chunk(octets)], headers=[self._bearer, JSON, ACCEPT, *more])

    def _honest(self) -> dict[str, Any]:
        """A published document, and values for its variables that may even fit."""
        operation = self._dice.one_of(self._operations)
        return {"documentId": f"sha256:{operation.id}", "variables": self._variables(operation)}

    def _variables(self, operation: Operation) -> dict[str, Any]:
        return {
            variable.variable.name.value: self._value(variable.variable.name.value, of)
            for variable in self._asked(operation)
            if is_input_type(of := type_from_ast(self._schema, variable.type))
        }

    def _asked(self, operation: Operation) -> tuple[VariableDefinitionNode, ...]:
        asked, *_ = parse(operation.text, no_location=True).definitions
        assert isinstance(asked, OperationDefinitionNode)
        return tuple(asked.variable_definitions or ())

    def _value(self, name: str, of: GraphQLInputType) -> Any:  # noqa: ANN401 - a JSON value
        """A value of that type, which a person might have sent."""
        if isinstance(of, GraphQLNonNull):
            return self._value(name, of.of_type)
        if isinstance(of, GraphQLList):
            return [self._value(name, of.of_type) for _ in range(1 + self._dice.below(3))]
        if isinstance(of, GraphQLInputObjectType):
            return {
                part: self._value(part, member.type)
                for part, member in of.fields.items()
                if is_required_input_field(member) or part == "number" or self._dice.falls(5)
            }
        if isinstance(of, GraphQLEnumType):
            return self._dice.one_of(sorted(of.values))
        return self._scalar(name, of.name)

    def _scalar(self, name: str, kind: str) -> Any:  # noqa: ANN401 - a JSON value
        choices: dict[str, Sequence[Any]] = {
            "PhoneNumber": self._numbers,
            "ID": self._ids,
            "Int": range(1, 6),
            "Boolean": (True, False),
            "DateTime": ("2026-01-05T09:30:00Z",),
            "source": ("web-form", "call-centre", "order-system"),
            "currency": ("CNY",),
        }
        return self._dice.one_of(choices.get(kind) or choices.get(name, (WORD, "1", "199")))

    def _odd(self, depth: int = 0) -> Any:  # noqa: ANN401 - a JSON value
        if depth < 9 and self._dice.falls(6):
            below = self._odd(depth + 1)
            return self._dice.one_of([[below], [below] * 3, {WORD: below}, {"input": below}])
        return self._dice.one_of(ODD)

    def _bent_octets(self) -> Wire:
        octets = bytearray(json.dumps(self._honest()).encode())
        for _ in range(1 + self._dice.below(6)):
            place = self._dice.below(len(octets))
            match self._dice.below(4):
                case 0:
                    octets[place] = self._dice.below(256)
                case 1:
                    del octets[place:]
                case 2:
                    octets[place:place] = self._dice.octets(1 + self._dice.below(8))
                case _:
                    octets[place:place] = octets[: self._dice.below(len(octets))]
            octets = octets or bytearray(b"{")
        return Wire([chunk(bytes(octets))], headers=[self._bearer, JSON, ACCEPT])

    def _bent_members(self) -> Wire:
        body: Any = self._honest()
        for _ in range(1 + self._dice.below(3)):
            member = self._dice.one_of(
                ["query", "documentId", "operationName", "variables", "extensions", WORD, "id"]
            )
            if self._dice.falls(4):
                body.pop(member, None)
            else:
                body[member] = self._odd()
        return self._wire(self._dice.one_of([body, body, body, [body], {"data": body}]))

    def _bent_variables(self) -> Wire:
        """Values of the right types, but for one or two of them, or for none."""
        body = self._honest()
        for _ in range(self._dice.below(3)):
            self._bend(body["variables"])
        return self._wire(body)

    def _bend(self, value: Any) -> None:  # noqa: ANN401 - a JSON value
        """Change one place in it, however deep."""
        if isinstance(value, dict) and value and not self._dice.falls(8):
            place: Any = self._dice.one_of(sorted(value))
        elif isinstance(value, dict):
            place = self._dice.one_of(self._names)
            value[place] = None
        elif isinstance(value, list) and value:
            place = self._dice.below(len(value))
        else:
            return
        if isinstance(value[place], dict | list) and not self._dice.falls(4):
            self._bend(value[place])
        else:
            value[place] = self._odd()

    def _bent_headers(self) -> Wire:
        wire = self._wire(self._honest())
        headers = list(wire.headers)
        for _ in range(1 + self._dice.below(4)):
            header = (self._dice.one_of(HEADERS), self._dice.one_of(VALUES))
            if self._dice.falls(2):
                headers = [kept for kept in headers if kept[0] != header[0]]
            headers.insert(self._dice.below(len(headers) + 1), header)
        if self._dice.falls(5):
            wire.method = self._dice.one_of(METHODS)
        if self._dice.falls(5):
            wire.path = self._dice.one_of(PATHS)
        wire.headers = headers
        return wire

    def _bent_text(self) -> Wire:
        """A published text with a few of its tokens changed, left out, repeated or moved."""
        operation = self._dice.one_of(self._operations)
        tokens = operation.text.split("\n", 1)[1].split()
        for _ in range(1 + self._dice.below(4)):
            place = self._dice.below(len(tokens))
            match self._dice.below(5):
                case 0:
                    del tokens[place]
                case 1:
                    tokens[place] = self._token()
                case 2:
                    tokens.insert(place, self._token())
                case 3:
                    tokens[place:place] = tokens[place : place + 6] * (1 + self._dice.below(4))
                case _:
                    tokens.insert(self._dice.below(len(tokens)), tokens[place])
            tokens = tokens or ["{"]
        body = {"query": " ".join(tokens), "variables": self._variables(operation)}
        return self._wire(body)

    def _token(self) -> str:
        return self._dice.one_of((self._dice.one_of(self._names), *PUNCTUATION, *ODD_TOKENS))

    def _grown_text(self) -> Wire:
        """A text that GraphQL's grammar allows, of the schema's own words in the wrong places."""
        kind = self._dice.one_of(["query", "mutation", "subscription", ""])
        purpose = self._dice.one_of(["", "@purpose(is: SERVICE_SUPPORT)", "@purpose(is: X)"])
        head = f"{kind} ($n: PhoneNumber, $i: CaptureLeadInput!, $id: ID) {purpose}" if kind else ""
        text = f"{head} {self._selection(0)} fragment F on Profile {self._selection(3)}"
        variables = {"n": f"+86{CANARY}", "i": self._odd(), "id": self._odd()}
        return self._wire({"query": text, "variables": variables})

    def _selection(self, depth: int) -> str:
        parts = [self._field(depth) for _ in range(1 + self._dice.below(3))]
        return "{ " + " ".join(parts) + " }"

    def _field(self, depth: int) -> str:
        if self._dice.falls(6):
            return self._dice.one_of(["...F", f"... on Profile {{ {WORD} }}", "... { id }"])
        alias = f"{self._dice.one_of(self._names)}: " if self._dice.falls(5) else ""
        name = self._dice.one_of(
            ["callerContext", "profile", "captureLead", "resolution", "__schema", "name", "id"]
            + [self._dice.one_of(self._names)] * 3
        )
        given = self._dice.one_of(
            ["", "", "(number: $n)", "(input: $i)", "(id: $id)", "(first: 101)", "(first: -1)",
             f'(input: {{ name: "{WORD}" }})', "(input: {})", "(number: null)"]
        )  # fmt: skip
        return f"{alias}{name}{given} {self._selection(depth + 1) if depth < 5 else ''}"

    def _bent_address(self) -> Wire:
        wire = self._wire(self._honest())
        body = self._honest()
        pairs = [
            f"documentId={body['documentId']}",
            f"variables={json.dumps(body['variables'])}",
            f"query={self._dice.one_of(['{__typename}', '%7B__typename%7D', WORD, '%'])}",
            f"{WORD}={CANARY}",
            "%FF=%00",
            "extensions=[]",
            "operationName=" + "a" * 200,
        ]
        some = [self._dice.one_of(pairs) for _ in range(1 + self._dice.below(4))]
        wire.method = self._dice.one_of(["GET", "GET", "HEAD", "POST"])
        wire.query = "&".join(some).encode()
        return wire

    def _bent_delivery(self) -> Wire:
        """An honest body in odd parts, or half of it and nobody there."""
        octets = json.dumps(self._honest()).encode()
        places = sorted(self._dice.below(len(octets)) for _ in range(self._dice.below(4)))
        bounds = [0, *places, len(octets)]
        parts = [chunk(octets[a:b], more=b != len(octets)) for a, b in pairwise(bounds)]
        if self._dice.falls(3):
            parts = [*parts[:-1], DISCONNECT]
        return Wire(parts, headers=[self._bearer, JSON, ACCEPT])
