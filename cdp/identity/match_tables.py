"""The tables of matching: tokens, rules, what a run found, and what a steward is asked.

A token says of a row only that another has the same: it is an HMAC under a key that is in no
database. Every row that is somebody's hangs on her, so that the inventory takes it with her.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Uuid,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.labels import guarded, opened, sealed, unlinked
from privacy.store.databases import DATA
from privacy.terms import DataCategory

_TOKEN: Final = sealed(DataCategory.IDENTITY_NAME)
"""Names, addresses and birthdays have tokens in one column: the strictest of them classifies it."""

_AT: Final = DateTime(timezone=True)
_WORD: Final = "word of a closed list"
_COUNT: Final = "a count"


def _kind() -> Column[int]:
    return Column("kind", SmallInteger, nullable=False, info=opened("number of a closed list"))


def _key_ver() -> Column[int]:
    return Column("key_ver", SmallInteger, nullable=False, info=opened("version of the key"))


def _token() -> Column[bytes]:
    return Column("token", LargeBinary, nullable=False, info=_TOKEN)


match_token: Final = Table(
    "match_token",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("row_id", Uuid, info=opened("random id")),
    _kind(),
    _key_ver(),
    _token(),
    Column("verification", SmallInteger, nullable=False, info=opened("rank of a closed list")),
    Column("said_at", _AT, nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "row_id", "kind", "key_ver", "token"),
    # What blocks are read by, with everybody who is in them.
    Index("ix_match_token_kind", "kind", "key_ver", "token", "subject_id"),
    comment="What of a person's rows equals another's: HMACs, under a key that is in no database.",
)

match_pending: Final = Table(
    "match_pending",
    DATA,
    Column(
        "subject_id", Uuid, ForeignKey("subject.id"), primary_key=True, info=opened("random id")
    ),
    Column("n", Integer, nullable=False, info=opened(_COUNT)),
    comment="Who is to be compared again, because a source said something new of her.",
)

match_blocked: Final = Table(
    "match_blocked",
    DATA,
    _kind(),
    _key_ver(),
    _token(),
    PrimaryKeyConstraint("kind", "key_ver", "token"),
    comment="Values that say nothing of who somebody is, such as an office's address.",
    info=unlinked("It holds no row of anybody: values that many share, under the matching key."),
)

match_common: Final = Table(
    "match_common",
    DATA,
    _kind(),
    _key_ver(),
    _token(),
    Column("people", Integer, nullable=False, info=opened(_COUNT)),
    PrimaryKeyConstraint("kind", "key_ver", "token"),
    CheckConstraint("people >= 10", name="many"),
    comment="How many people share a value that ten or more of them have.",
    info=unlinked("It holds no row of anybody: values of ten people and more, counted."),
)

match_rule: Final = Table(
    "match_rule",
    DATA,
    Column("key", String(64), info=opened("name of a rule")),
    Column("version", SmallInteger, info=opened("version of a rule")),
    Column("identifier", String(16), nullable=False, info=opened(_WORD)),
    Column("action", String(16), nullable=False, info=opened(_WORD)),
    Column("priority", SmallInteger, nullable=False, info=opened("an order")),
    Column("min_verification", String(16), nullable=False, info=opened(_WORD)),
    Column("max_per_subject", SmallInteger, nullable=False, info=opened(_COUNT)),
    Column("max_subjects_per_value", SmallInteger, nullable=False, info=opened(_COUNT)),
    Column("window_days", SmallInteger, info=opened("a length of time")),
    Column("second_keys", ARRAY(String(16)), nullable=False, info=opened("words of a list")),
    Column("is_active", Boolean, nullable=False, info=opened("whether a rule is in force")),
    Column("set_by", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("set_at", _AT, nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("key", "version"),
    comment="When two subjects are one person, or may be: every version that was ever in force.",
)

match_run: Final = Table(
    "match_run",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column("state", String(16), nullable=False, info=opened(_WORD)),
    Column("place", SmallInteger, nullable=False, info=opened("how far a run came")),
    Column("people", BigInteger, nullable=False, info=opened(_COUNT)),
    Column("pairs", BigInteger, nullable=False, info=opened(_COUNT)),
    Column("suggested", BigInteger, nullable=False, info=opened(_COUNT)),
    Column("merged", BigInteger, nullable=False, info=opened(_COUNT)),
    Column("noise", BigInteger, nullable=False, info=opened(_COUNT)),
    Column("began_at", _AT, nullable=False, info=opened("time of a row")),
    Column("ended_at", _AT, info=opened("time of a row")),
    Index(
        "ix_match_run_state",
        "state",
        unique=True,
        postgresql_where=literal_column("state = 'RUNNING'"),
    ),
    comment="Runs over everybody: how far each came, and what it found, by count.",
)

match_suggestion: Final = Table(
    "match_suggestion",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column("score", Integer, nullable=False, info=opened("tenths of a bit of evidence")),
    Column("agreement", String(8), nullable=False, info=opened("how fields agree: no value")),
    Column("rule", String(64), info=opened("name of a rule")),
    Column("rule_version", SmallInteger, info=opened("version of a rule")),
    Column("state", String(16), nullable=False, info=opened(_WORD)),
    Column("run_id", Uuid, info=opened("random id of a run")),
    Column("made_at", _AT, nullable=False, info=opened("time of a row")),
    Column("reviewed_by", String(128), info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("reviewed_at", _AT, info=opened("time of a row")),
    Index("ix_match_suggestion_state", "state", "score", "id"),
    comment="Two who may be one person, and what a steward said of it. No value of theirs.",
)

match_suggestion_member: Final = Table(
    "match_suggestion_member",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column(
        "suggestion_id",
        Uuid,
        ForeignKey("match_suggestion.id"),
        index=True,
        info=opened("random id"),
    ),
    PrimaryKeyConstraint("subject_id", "suggestion_id"),
    comment="Whom a suggestion is about: a row for each of the two.",
)
