"""Idempotency keys: from what a caller sends beside a mutation to what its act works with.

A key comes as the argument `idempotencyKey` or as the header `Idempotency-Key`, whose value may
stand in quotes. Source: IETF draft "The Idempotency-Key HTTP Header Field", section 2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import orjson
from graphql import VariableNode

from cdp.acts.once import DailyKeys, Once
from cdp.errors import InvalidField
from cdp.http.executor import Request
from cdp.plan.compile import Plan
from privacy.gate import Ask

ARGUMENT: Final = "idempotencyKey"
PARAMETER: Final = "idempotency_key"
"""The same, as resolvers and `root_arguments` call it."""

_FORM: Final = re.compile(r"[\x21-\x7e]{8,128}", re.ASCII)
_CHANCE: Final = re.compile(
    r"(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?=[0-9]*[a-f])[0-9a-f]{16,})(?![0-9a-z])",
    re.ASCII | re.IGNORECASE,
)
"""UUIDs, and long hexadecimal words: what runs of digits they have are chance."""

_TELEPHONE: Final = re.compile(r"\d(?:[\W_]{0,2}\d){9}", re.ASCII)
"""Ten digits anywhere else, with a mark or two between them, may be a telephone number."""


def once_of(
    keys: DailyKeys,
    *,
    request: Request,
    plan: Plan,
    arguments: Mapping[str, Any],
    ask: Ask,
    use: UUID,
) -> Once | None:
    """The key of a mutation, for the actor who gave it; None where none was given.

    Raises:
        InvalidField: it is of no use as a key, or argument and header differ.
    """
    if not plan.is_mutation:
        return None
    key = _key(arguments.get(PARAMETER), request.idempotency_key)
    if key is None:
        return None
    return keys.once(
        key,
        client=ask.actor.client,
        actor=ask.actor.id,
        request=_canonical(request, plan, ask),
        use=use,
        at=ask.at,
    )


def _key(argument: str | None, header: str | None) -> str | None:
    if header is not None and len(header) > 1 and header[0] == header[-1] == '"':
        header = header[1:-1]
    if argument is not None and header is not None and argument != header:
        raise InvalidField(ARGUMENT, "Give one key: the argument and the header differ.")
    key = header if argument is None else argument
    if key is None:
        return None
    if _FORM.fullmatch(key) is None:
        raise InvalidField(ARGUMENT, "Give 8 to 128 visible ASCII characters.")
    if _TELEPHONE.search(_CHANCE.sub("", key)):
        raise InvalidField(ARGUMENT, "Give random characters, such as a UUID: never a number.")
    return key


def _canonical(request: Request, plan: Plan, ask: Ask) -> bytes:
    """Document, purpose and variables without the key: equal where the request is the same."""
    named = _variable(plan)
    given = {name: value for name, value in request.variables.items() if name != named}
    purpose = "" if ask.purpose is None else ask.purpose.value
    return orjson.dumps([plan.sha256, plan.name, purpose, given], option=orjson.OPT_SORT_KEYS)


def _variable(plan: Plan) -> str | None:
    """The variable that the key stands in, where it stands in one."""
    for argument in () if plan.root is None else plan.root.arguments or ():
        if argument.name.value == ARGUMENT and isinstance(argument.value, VariableNode):
            return argument.value.name.value
    return None
