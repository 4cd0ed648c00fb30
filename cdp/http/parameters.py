"""Parameters: the members of a GraphQL request, of the right types and within bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

import orjson

from cdp.http.problem import (
    MALFORMED,
    NO_DOCUMENT,
    NOT_AN_OBJECT,
    PARAMETERS,
    URI_TOO_LONG,
    VARIABLES,
    Declined,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_QUERY_STRING: Final = 8 * 1024
DEEPEST: Final = 8
LONGEST_LIST: Final = 500
WIDEST_OBJECT: Final = 200
LONGEST_STRING: Final = 4_096
"""In letters: the longest note that is filed has 4,000."""

_DOCUMENT_ID: Final = re.compile(
    r"sha256:[0-9a-f]{64}|x-[A-Za-z0-9._~-]{1,62}:[A-Za-z0-9._~-]{1,128}|[A-Za-z0-9._~-]{1,128}",
    re.ASCII,
)
"""Source: GraphQL over HTTP, appendix on persisted documents."""

_NAME: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,127}", re.ASCII)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What a well-formed request carries; none of it has been looked up."""

    document_id: str | None
    query: str | None = field(repr=False)
    operation_name: str | None
    variables: Mapping[str, object] = field(repr=False)


def named_in(query_string: bytes) -> str | None:
    """The document that the address of a POST names, before its body is read. Raises `Declined`.

    Nothing else is taken from it: addresses stand in histories and logs of others.
    """
    if b"documentId" not in query_string:
        return None
    return _string(_pairs(query_string).get("documentId"), _DOCUMENT_ID)


def of_body(body: bytes, *, named: str | None = None) -> Parameters:
    """The parameters of a POST; `named` is the document that its address names already.

    Raises `Declined`, also where the body names another.
    """
    try:
        members: object = orjson.loads(body)
    except ValueError:
        raise Declined(MALFORMED) from None
    if not isinstance(members, dict):
        raise Declined(NOT_AN_OBJECT)
    if named is not None:
        if members.get("documentId") not in (None, named):
            raise Declined(PARAMETERS)
        members["documentId"] = named
    return _checked(members)


def of_query_string(query_string: bytes) -> Parameters:
    """The parameters of a GET. What the document is, is looked at later. Raises `Declined`."""
    pairs = _pairs(query_string)
    members: dict[str, object] = {**pairs}
    try:
        for name in ("variables", "extensions"):
            if name in members:
                members[name] = orjson.loads(str(members[name]))
    except ValueError:
        raise Declined(PARAMETERS) from None
    members["operationName"] = members.get("operationName") or None
    return _checked(members)


def _pairs(query_string: bytes) -> Mapping[str, str]:
    if len(query_string) > LONGEST_QUERY_STRING:
        raise Declined(URI_TOO_LONG)
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=16
        )
    except ValueError:
        raise Declined(PARAMETERS) from None
    if len(dict(pairs)) != len(pairs):
        raise Declined(PARAMETERS)
    return dict(pairs)


def _checked(members: Mapping[str, object]) -> Parameters:
    variables = _object(members.get("variables"))
    if not _is_within_bounds(variables):
        raise Declined(VARIABLES)
    document_id = _document_id(members)
    query = _string(members.get("query"))
    if document_id is None and query is None:
        raise Declined(NO_DOCUMENT)
    return Parameters(
        document_id=document_id,
        query=query,
        operation_name=_string(members.get("operationName"), _NAME),
        variables=variables,
    )


def _document_id(members: Mapping[str, object]) -> str | None:
    """`documentId`, or what Apollo's clients send in its place."""
    named = _string(members.get("documentId"), _DOCUMENT_ID)
    persisted = _object(_object(members.get("extensions")).get("persistedQuery"))
    digest = _string(persisted.get("sha256Hash"), _SHA256)
    if digest is None:
        return named
    if named is not None and named != f"sha256:{digest}":
        raise Declined(PARAMETERS)
    return f"sha256:{digest}"


def _string(value: object, form: re.Pattern[str] | None = None) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or (form is not None and form.fullmatch(value) is None):
        raise Declined(PARAMETERS)
    return value


def _object(value: object) -> Mapping[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Declined(PARAMETERS)
    return value


def _is_within_bounds(variables: Mapping[str, object]) -> bool:
    """Whether `variables` nest and spread no further than a person's request would."""
    if len(variables) > WIDEST_OBJECT:
        return False
    level: list[object] = list(variables.values())
    for _ in range(1, DEEPEST):
        below: list[object] = []
        for value in level:
            if not _is_narrow(value):
                return False
            if isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        if not below:
            return True
        level = below
    return all(_is_narrow(value) and not isinstance(value, dict | list) for value in level)


def _is_narrow(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_STRING
    if isinstance(value, dict):
        return len(value) <= WIDEST_OBJECT
    return not isinstance(value, list) or len(value) <= LONGEST_LIST
