"""Media types: what a caller sends and what it takes."""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@unique
class Media(StrEnum):
    """What we write."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"
    PROBLEM = "application/problem+json"


_RANGE: Final = re.compile(
    r"\s*(?P<range>[a-z0-9*+.-]+/[a-z0-9*+.-]+)\s*(?P<parameters>(?:;[^;]*)*)", re.ASCII
)
_QUALITY: Final = re.compile(r"\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*", re.ASCII)
_CHARSET: Final = re.compile(r"\s*charset\s*=\s*(?:utf-8|\"utf-8\")\s*", re.ASCII)
_WILD: Final = ("application/*", "*/*")
_USUAL: Final[Mapping[str, Media]] = {
    "application/graphql-response+json": Media.GRAPHQL,
    "application/graphql-response+json, application/json": Media.GRAPHQL,
    "application/graphql-response+json, application/json;q=0.9": Media.GRAPHQL,
    "application/json": Media.JSON,
    "*/*": Media.JSON,
}
"""What most clients send, word for word, and what the rules make of it."""
_MOST_RANGES: Final = 32
_PLAIN: Final = Media.JSON.value


def answer_in(accept: str | None) -> Media | None:
    """What to answer in, by the `Accept` header; None where we write nothing it takes.

    The GraphQL type is for those who name it: to wildcards, and to no header at all, plain JSON
    is the answer, which every client of old can read.
    """
    if accept is None or not accept.strip():
        return Media.JSON
    usual = _USUAL.get(accept)
    return _weighed(accept) if usual is None else usual


def _weighed(accept: str) -> Media | None:
    """What the qualities of `accept` choose."""
    qualities = _qualities(accept)
    wild = next((qualities[name] for name in _WILD if name in qualities), 0.0)
    graphql = qualities.get(Media.GRAPHQL, 0.0)
    plain = qualities.get(Media.JSON, wild)
    if graphql > 0 and graphql >= plain:
        return Media.GRAPHQL
    return Media.JSON if plain > 0 else None


def _qualities(accept: str) -> dict[str, float]:
    """The quality of each media range, 0 to 1; what is malformed is not there."""
    qualities: dict[str, float] = {}
    for part in accept.lower().split(",")[:_MOST_RANGES]:
        form = _RANGE.fullmatch(part)
        if form is not None:
            qualities[form["range"]] = _quality(form["parameters"])
    return qualities


def _quality(parameters: str) -> float:
    """The weight among `parameters`; a charset other than UTF-8 is one that we cannot write."""
    quality = 1.0
    for parameter in parameters.split(";"):
        weight = _QUALITY.fullmatch(parameter)
        if weight is not None:
            quality = float(weight[1])
        elif "charset" in parameter and not _CHARSET.fullmatch(parameter):
            return 0.0
    return quality


def is_json(content_type: str | None) -> bool:
    """Whether `Content-Type` promises JSON in UTF-8, said once and plainly.

    What a browser sends across origins without asking first (forms, `text/plain`) is not it.
    """
    if content_type is None:
        return False
    if content_type == _PLAIN:
        return True
    kind, *parameters = content_type.lower().split(";")
    named = [parameter for parameter in parameters if "charset" in parameter]
    return (
        kind.strip(" \t") == Media.JSON
        and len(named) <= 1
        and all(_CHARSET.fullmatch(parameter) for parameter in named)
    )
