"""What a deployment's own policy closes no suggestion tells; whom it has to ask it compares not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Database
from privacy.errors import Refusal
from privacy.policy import default_document
from privacy.terms import ReasonCode
from tests.acceptance.deeds import a_number, captured, contact
from tests.acceptance.people import AGENT, STEWARD, caller
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones

Under = Callable[[str, str], AbstractContextManager[Stand]]

HEAD: Final = '[purpose."identity.resolution"]'
SAID: Final = {"name": "王伟", "birthday": "1980-05-01"}


@pytest.fixture
def under(clones: Clones, tmp_path: Path) -> Under:
    """A service whose rows of this purpose say the one thing in place of the other."""

    @contextmanager
    def stand(before: str, after: str) -> Iterator[Stand]:
        head, mark, tail = default_document().decode().partition(HEAD)
        assert before in tail
        place = tmp_path / "own.toml"
        place.write_text(head + mark + tail.replace(before, after, 1), encoding="utf-8")
        settings = settings_in(tmp_path, policy_file=place)
        with clones.fresh() as dsns, opened(settings, dsns, Exchanged()) as at_work:
            yield at_work

    return stand


def twins(stand: Stand) -> None:
    agent = caller(stand, AGENT)
    for _ in range(2):
        number = a_number()
        captured(agent, number, name=SAID["name"])
        assert agent.ask("UpsertContact", input=contact(number, **SAID)).payload["contactId"]


def test_whoever_may_not_see_one_of_the_compared_fields_is_told_of_nobody(under: Under) -> None:
    """How birthdays agree is in the score, even where it is not named."""
    with under('"demographic.birthdate" = "full"\n', "") as stand:
        twins(stand)
        stand.wait_for(stand.service.matching.matcher.changed())
        assert len(stand.sql(Database.DATA, "SELECT id FROM match_suggestion")) == 1
        shown = caller(stand, STEWARD).ask("MatchSuggestions", first=5)
        assert shown.code == "PURPOSE_CATEGORY_MISMATCH"


def test_where_each_person_has_to_be_asked_nobody_is_compared(under: Under) -> None:
    """Who agreed is not looked up for everybody: the run is refused, and says why."""
    with under('bases = ["contract", "legal_duty"]', 'bases = ["contract"]') as stand:
        twins(stand)
        matcher = stand.service.matching.matcher
        for run in (matcher.changed, matcher.everybody):
            with pytest.raises(Refusal) as refused:
                stand.wait_for(run())
            assert refused.value.reason is ReasonCode.NO_LAWFUL_BASIS
        assert stand.sql(Database.DATA, "SELECT id FROM match_run") == []
        assert stand.sql(Database.DATA, "SELECT id FROM match_suggestion") == []
