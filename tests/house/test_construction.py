"""Nothing opens without a Grant, and no Grant is made outside the door."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checks.construction import commits_elsewhere, grants_made_elsewhere
from tests.house.checks.source import ROOT, plant, told


def test_a_grant_is_made_in_the_door_and_the_testing_package_alone() -> None:
    """Whoever holds a Grant got it from the door, after the ledger entry was committed."""
    assert told(grants_made_elsewhere(ROOT)) == ""


@pytest.mark.parametrize(
    "code",
    [
        "from privacy.grant import Grant\nGrant(entry=1)\n",
        "from privacy.grant import Grant as Key\nKey(entry=1)\n",
        "import privacy.grant\nprivacy.grant.Grant(entry=1)\n",
        "from privacy import grant\ngrant.Grant(entry=1)\n",
        "from privacy.grant import Grant\nobject.__new__(Grant)\n",
        "from privacy.grant import Grant\nGrant.__new__(Grant)\n",
        "from privacy.grant import Grant\nmake = partial(Grant, entry=1)\n",
        "from privacy.grant import Grant\nclass Forged(Grant):\n    pass\n",
    ],
)
def test_a_grant_made_elsewhere_is_found(code: str, tmp_path: Path) -> None:
    """By its name, under another name, through the module, around the constructor."""
    plant(tmp_path, "cdp/acts/forge.py", code)
    assert [fault.path for fault in grants_made_elsewhere(tmp_path)] == ["cdp/acts/forge.py"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("privacy/door.py", "from privacy.grant import Grant\nGrant(entry=1)\n"),
        ("privacy/testing/grants.py", "from privacy.grant import Grant\nGrant(entry=1)\n"),
        ("cdp/acts/ask.py", "from privacy.grant import Grant\nisinstance(x, Grant)\n"),
    ],
)
def test_the_door_may_make_one_and_anyone_may_look_at_one(
    path: str, code: str, tmp_path: Path
) -> None:
    """The rule is about making, not about naming."""
    assert grants_made_elsewhere(plant(tmp_path, path, code)) == []


def test_transactions_are_committed_by_the_database_alone() -> None:
    """A `.commit(` elsewhere could make a change visible before its outcome is written down."""
    assert told(commits_elsewhere(ROOT)) == ""


def test_a_commit_elsewhere_is_found(tmp_path: Path) -> None:
    """Also on a connection reached through an attribute."""
    plant(tmp_path, "cdp/acts/hasty.py", "await tx.connection.commit()\n")
    plant(tmp_path, "cdp/database/writer.py", "await connection.commit()\n")
    assert [fault.path for fault in commits_elsewhere(tmp_path)] == ["cdp/acts/hasty.py"]
