"""The reference page says what the endpoint does, word for word."""

from __future__ import annotations

import re
from pathlib import Path

from cdp.http.claims import LONGEST, SKEW
from cdp.http.compact import LONGEST as LONGEST_TOKEN
from cdp.http.graphql import Limits
from cdp.http.jwks import ALLOWED
from cdp.http.keys import FRESH, PATIENCE, PAUSE
from cdp.http.parameters import DEEPEST, LONGEST_LIST, WIDEST_OBJECT
from cdp.http.problem import PROBLEMS
from cdp.http.reply import KEPT
from cdp.http.server import HEAD_S, LARGEST_HEAD
from cdp.http.token import _FOREIGN

PAGE = (Path(__file__).parents[2] / "docs/reference/http.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = PAGE.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_figures_of_the_page_are_those_of_the_code() -> None:
    """Sizes, times and counts."""
    limits = Limits()
    assert (limits.body_octets, LARGEST_HEAD) == (64 * 1024, 64 * 1024)
    assert (limits.body_s, HEAD_S) == (10, 10)
    assert f"nests {DEEPEST} levels; lists of {LONGEST_LIST}, objects of {WIDEST_OBJECT}" in PAGE
    assert f"{LONGEST_TOKEN} characters at most" in PAGE
    assert f"at most {SKEW.seconds} seconds in the future" in PAGE
    assert (LONGEST.days, PATIENCE.days, FRESH.seconds, PAUSE.seconds) == (1, 1, 600, 60)
    assert f"`{KEPT.decode()}` on a GET" in PAGE


def test_the_algorithms_and_refused_headers_are_on_the_page() -> None:
    """As a security officer would look for them."""
    assert all(f"`{name}`" in PAGE for name in ALLOWED | _FOREIGN)


def test_every_status_that_is_documented_has_a_row() -> None:
    """In the table of answers."""
    statuses = {
        int(found) for row in rows("An answer") for found in re.findall(r"\b[2-5]\d\d\b", row[0])
    }
    assert statuses == {200, 429, *(problem.status.value for problem in PROBLEMS)}
