"""Forms: bodies that are not JSON said once, of which browsers send the first across sites."""

from __future__ import annotations

from typing import Final

from tests.acceptance.deeds import contact
from tests.acceptance.people import CONTRACT
from tests.attacks.room import JSON, Header

UPSERT: Final = f"sha256:{CONTRACT.named('agent', 'UpsertContact').id}"


def kind(of: str) -> Header:
    return b"content-type", of.encode()


def written(number: str) -> dict[str, object]:
    """A write that must not happen."""
    return {"documentId": UPSERT, "variables": {"input": contact(number)}}


SIMPLE: Final = {
    "text/plain": [kind("text/plain")],
    "text/plain that says it is JSON": [kind("text/plain; application/json")],
    "text/plain with JSON for its charset": [kind("text/plain; charset=application/json")],
    "text/plain and JSON in one header": [kind("text/plain, application/json")],
    "JSON and text/plain in one header": [kind("application/json, text/plain")],
    "text/plain before JSON": [kind("text/plain"), JSON],
    "JSON before text/plain": [JSON, kind("text/plain")],
    "JSON twice": [JSON, JSON],
    "a form": [kind("application/x-www-form-urlencoded")],
    "a form that says it is JSON": [kind("application/x-www-form-urlencoded; application/json")],
    "a form of parts": [kind("multipart/form-data; boundary=x")],
    "a form of parts bounded by JSON": [kind('multipart/form-data; boundary="application/json"')],
    "a kind that begins as JSON does": [kind("application/json-patch+json")],
    "a kind that ends as JSON does": [kind("application/x+json")],
    "JSON in another charset": [kind("application/json; charset=utf-16")],
    "JSON in two charsets": [kind("application/json; charset=utf-8; charset=utf-7")],
    "JSON behind a line break": [kind("text/plain\n application/json")],
    "JSON behind a NUL": [kind("application/json\x00text/plain")],
    "no kind": [],
    "an empty kind": [kind("")],
    "compressed JSON": [JSON, (b"content-encoding", b"gzip")],
    "JSON compressed by another name": [JSON, (b"content-encoding", b"identity, br")],
}
"""Kinds of bodies that are not JSON said once: the first are sent across sites without asking."""
