"""From the bytes of a document to a Policy, or to every fault with its line and advice."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.errors import PolicyInvalid
from privacy.ledger import words
from privacy.policy.cells import read_cell
from privacy.policy.checks import check
from privacy.policy.clients import read_client
from privacy.policy.document import Client, Policy, PurposeRule, QuietHours, StepUp
from privacy.policy.places import Places
from privacy.policy.purposes import read_purpose, read_title
from privacy.policy.reading import Faults, Reader, Word
from privacy.terms import DataCategory, LegalBasis, Purpose, ReasonCode, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES: Final = 256 * 1024
"""Largest document: a policy that no person can read is refused."""

FORMAT: Final = 1
"""Version of the format that this module reads."""

_LONGEST_TERM_DAYS: Final = 3_650
_LONGEST_STEP_UP_S: Final = 3_600


def default_document() -> bytes:
    """The shipped policy, as its exact bytes."""
    return files("privacy.policy").joinpath("default.toml").read_bytes()


def load(document: bytes) -> Policy:
    """The policy that `document` states.

    Raises:
        PolicyInvalid: `problems` lists every fault with its line and what to write instead.
    """
    text = _text(document)
    entries = _parsed(text)
    faults = Faults(Places(text))
    policy = _policy(Reader(entries, (), faults), document)
    if not faults:
        check(policy, faults)
    if faults:
        raise PolicyInvalid(faults.problems())
    return policy


def _text(document: bytes) -> str:
    if not document.strip():
        raise PolicyInvalid(["line 1: The document is empty. Start from the default policy."])
    if len(document) > MOST_BYTES:
        raise PolicyInvalid([f"document: Write at most {MOST_BYTES} bytes."])
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = document.count(b"\n", 0, fault.start) + 1
        raise PolicyInvalid([f"line {line}: Save the document as UTF-8."]) from None


def _parsed(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PolicyInvalid([f"This is no TOML document: {str(fault)!a}."]) from None
    except (ValueError, RecursionError):
        advice = "document: Write plain entries: a number or a nesting is too large to read."
        raise PolicyInvalid([advice]) from None


def _policy(top: Reader, document: bytes) -> Policy:
    top.whole("version", least=FORMAT, most=FORMAT)
    terms = top.table("terms")
    roles = top.table("roles")
    policy = Policy(
        hash=hashlib.sha256(document).hexdigest(),
        document=document,
        title=read_title(top),
        in_force_from=top.day("in_force_from"),
        notice=top.text("notice", ascii_only=True),
        service_term_days=terms.whole("service_term_days", least=1, most=_LONGEST_TERM_DAYS),
        lead_contract_days=terms.whole("lead_contract_days", least=1, most=_LONGEST_TERM_DAYS),
        quiet_hours=_quiet_hours(top.table("contact")),
        step_up=_step_up(top.table("step_up")),
        exclusive_roles=frozenset(roles.words("exclusive", Role)),
        bases=_articles(top.table("basis"), LegalBasis),
        articles=_articles(top.table("article"), ReasonCode),
        purposes=MappingProxyType(_purposes(top.table("purpose"), top.table("writing"))),
        cells=tuple(read_cell(cell) for cell in top.tables("cell")),
        clients=MappingProxyType(_clients(top.table("client"))),
    )
    for table in (terms, roles, top):
        table.done()
    return policy


def _quiet_hours(table: Reader) -> QuietHours:
    found = QuietHours(since=table.clock("quiet_from"), until=table.clock("quiet_until"))
    if found.since == found.until:
        table.fault("quiet_until", "Write another time than quiet_from: quiet hours end.")
    table.done()
    return found


def _step_up(table: Reader) -> StepUp:
    found = StepUp(
        acr=table.texts("acr"),
        max_age_s=table.whole("max_age_s", least=1, most=_LONGEST_STEP_UP_S),
    )
    table.done()
    return found


def _articles(table: Reader, vocabulary: type[Word]) -> Mapping[Word, str]:
    """The article of each word of `vocabulary` that the table names."""
    found: dict[Word, str] = {}
    for key in table:
        word = table.key_word(key, vocabulary)
        article = table.text(key, ascii_only=True)
        if article and words.ARTICLE.fullmatch(article) is None:
            table.fault(key, 'Write the law and its article, as in "PIPL 13(1)".')
        if word is not None:
            found[word] = article
    return MappingProxyType(found)


def _purposes(table: Reader, writing: Reader) -> dict[Purpose, PurposeRule]:
    always = frozenset(writing.words("always", DataCategory))
    writing.done()
    found: dict[Purpose, PurposeRule] = {}
    for key in table:
        of_purpose = table.table(key)
        purpose = table.key_word(key, Purpose)
        if purpose is not None:
            found[purpose] = read_purpose(purpose, of_purpose, always)
    return found


def _clients(table: Reader) -> dict[str, Client]:
    return {key: read_client(key, table.table(key)) for key in table}
