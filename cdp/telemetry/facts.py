"""Facts: the only things that a span, a measure or a log line may say, and the form of each.

A name that is not here cannot be said, and a value without its fact's form is left out. The forms
are narrow on purpose: apart from our own random ids none has room for the eleven digits of a
mobile number, and none takes text that a caller wrote.
"""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final, TypeAlias

from cdp.errors import FactRefused
from privacy.terms import Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FactValue: TypeAlias = str | int | float
_NUMBERS: Final = (int, float)
_VALUES: Final = (str, *_NUMBERS)


@unique
class Fact(StrEnum):
    """A name that telemetry may use: OpenTelemetry's own where its conventions have one."""

    REQUEST_ID = "cdp.request.id"
    OPERATION = "cdp.operation"
    PURPOSE = "cdp.purpose"
    OUTCOME = "cdp.outcome"
    REASON = "cdp.reason"
    FAULT = "cdp.token.fault"
    SUBJECTS = "cdp.subjects"
    LEAVES = "cdp.leaves"
    MILLISECONDS = "cdp.ms"
    METHOD = "http.request.method"
    STATUS = "http.response.status_code"
    DATABASE = "db.namespace"
    STATEMENT = "db.operation.name"
    ERROR = "error.type"
    PLACE = "code.location"


def accepted(
    facts: Mapping[Fact, FactValue] | Mapping[str, object], *, strict: bool = False
) -> dict[str, FactValue]:
    """Those of `facts` that may be said: a known name, and a value of its form.

    Raises:
        FactRefused: `strict`, as tests are, and something may not be said.
    """
    said: dict[str, FactValue] = {}
    for name, value in facts.items():
        form = _FORMS.get(name)
        if form is not None and isinstance(value, _VALUES) and form(value):
            said[_NAMES[name]] = value
        elif strict:
            raise FactRefused
    return said


def _words(*words: str) -> Callable[[FactValue], bool]:
    return frozenset(words).__contains__


def _shape(pattern: str) -> Callable[[FactValue], bool]:
    fits = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: isinstance(value, str) and fits(value) is not None


def _number(most: int) -> Callable[[FactValue], bool]:
    return lambda value: isinstance(value, _NUMBERS) and 0 <= value <= most


_WORD: Final = r"[a-z]+(?:[_-][a-z]+)*"
_NAME: Final = r"(?:[A-Za-z_]|[0-9](?![0-9]{3})){1,64}"
"""A name of code or contract: at most three digits in a row."""

_MODULE: Final = r"(?:[a-z_]|[0-9](?![0-9]{3})){1,64}"
_PATH: Final = rf"(?:{_MODULE}\.){{0,7}}"
"""The modules before a name: lower case, as a token's segments are not."""

_FORMS: Final[Mapping[str, Callable[[FactValue], bool]]] = {
    Fact.REQUEST_ID: _shape(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    Fact.OPERATION: _shape(_NAME),
    Fact.PURPOSE: _words(*(purpose.value for purpose in Purpose)),
    Fact.OUTCOME: _shape(_WORD),
    Fact.REASON: _shape(r"[A-Z]+(?:_[A-Z]+)*"),
    Fact.FAULT: _shape(_WORD),
    Fact.SUBJECTS: _number(10_000_000),
    Fact.LEAVES: _number(10_000_000),
    Fact.MILLISECONDS: _number(10_000_000),
    Fact.METHOD: _words("GET", "HEAD", "POST", "other"),
    Fact.STATUS: _number(599),
    Fact.DATABASE: _words("cdp", "cdp_keys", "cdp_ledger"),
    Fact.STATEMENT: _shape(rf"{_PATH}[a-z_]{{1,64}}"),
    Fact.ERROR: _shape(rf"{_PATH}{_NAME}"),
    Fact.PLACE: _shape(rf"{_PATH}{_MODULE}:[0-9]{{1,5}}"),
}

_NAMES: Final[Mapping[str, str]] = {fact.value: fact.value for fact in Fact}
"""Each fact's name as a plain text."""
