"""From one version to the next no consent answers a question that was never asked."""

from __future__ import annotations

import pytest

from privacy.errors import PolicyInvalid
from privacy.policy import Policy, check_succession, default_document, load


def version(old: str = "", new: str = "") -> Policy:
    text = default_document().decode()
    assert old in text
    return load(text.replace(old, new, 1).encode())


RETIRED = """bit = 9
retired = true
purpose = "profiling.scoring"
"""

ANEW = """bit = 9
retired = true
purpose = "profiling.scoring"
kind = "general"
notice = "2026-11"
valid_days = 365
categories = [
  "commercial.order", "contact.call_outcome", "behaviour.visit", "behaviour.campaign_touch",
  "derived.stage", "derived.score", "derived.segment", "derived.tag", "derived.attribution",
]

[[cell]]
bit = 10
purpose = "profiling.scoring"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("service_term_days = 730", "service_term_days = 365"),
        ('bit = 9\npurpose = "profiling.scoring"\n', ANEW),
    ],
    ids=["same", "another term", "asked anew under another bit"],
)
def test_a_version_that_keeps_every_question_may_follow(old: str, new: str) -> None:
    """Unchanged, changed elsewhere, or with an old cell retired and a new one beside it."""
    check_succession(version(), version(old, new))


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("valid_days = 90", "valid_days = 180", "bit 0: Write the new question as a new cell"),
        ('channel = "phone"\n', "", "bit 3: Write the new question as a new cell"),
        ("bit = 9\n", "bit = 20\n", "bit 9: Keep this cell, with retired = true"),
    ],
    ids=["longer", "another channel", "bit given up"],
)
def test_a_version_that_changes_a_question_is_refused(old: str, new: str, advice: str) -> None:
    """The people who answered were asked something else."""
    with pytest.raises(PolicyInvalid) as caught:
        check_succession(version(), version(old, new))
    assert [text for text in caught.value.problems if advice in text] != []


def test_a_retired_question_stays_retired() -> None:
    """Its answers are not to wake up again."""
    retired = version('bit = 9\npurpose = "profiling.scoring"\n', ANEW)
    text = default_document().decode()
    woken = load(text.replace("bit = 9\n", "bit = 10\n", 1).encode())
    both = text.replace("bit = 9\n", "bit = 9\n", 1).encode()
    with pytest.raises(PolicyInvalid, match="bit 9: Keep this cell"):
        check_succession(retired, woken)
    with pytest.raises(PolicyInvalid, match="bit 9: Leave this cell retired"):
        check_succession(retired, load(both))
