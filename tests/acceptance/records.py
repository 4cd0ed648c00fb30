"""Records: those of one person, taken together by their pointers alone."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from cdp.database.dsn import Database
from tests.acceptance.naming import behind
from tests.acceptance.stand import Stand

LINK: Final = """
INSERT INTO merge_link (subject_id, profile_id)
SELECT id, first_value(id) OVER (ORDER BY created_at, id) FROM subject WHERE id = ANY($1)
"""


def one_person(at: Stand, *profiles: str) -> str:
    """Take records together by their pointers alone; the profile that they are now."""
    subjects = [behind(profile) for profile in profiles]
    at.sql(Database.DATA, LINK, subjects)
    query = "SELECT DISTINCT profile_id FROM merge_link WHERE subject_id = ANY($1)"
    [row] = at.sql(Database.DATA, query, subjects)
    return next(each for each in profiles if behind(each) == UUID(int=row["profile_id"].int))
