"""Words for people: one sentence or name in the two languages of the service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same thing, said in both."""

    en: str
    zh: str
