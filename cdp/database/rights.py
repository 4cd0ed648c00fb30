"""Rights: what each role may do to each table, in one place.

They are set anew after every migration, so a new table gets those of its database's rule, and a
table that no code declares gets none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import DDL, func, inspect, select

from cdp.database.dsn import Database, Role
from cdp.database.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

NONE: Final[frozenset[str]] = frozenset()
READ: Final = frozenset({"SELECT"})
APPEND: Final = READ | {"INSERT"}
ADVANCE: Final = APPEND | {"UPDATE"}
CHANGE: Final = ADVANCE | {"DELETE"}
CONSUME: Final = APPEND | {"DELETE"}

VERSION_TABLE: Final = "alembic_version"
"""Alembic's own: which step a database stands at. Every role may read it and none may write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rights in one database: by role, and by table and role where a table differs."""

    usual: Mapping[Role, frozenset[str]]
    special: Mapping[str, Mapping[Role, frozenset[str]]] = field(default_factory=dict)

    def of(self, table: str) -> Mapping[Role, frozenset[str]]:
        """The rights of every role on `table`."""
        if table == VERSION_TABLE:
            return dict.fromkeys(self.usual, READ)
        return {**self.usual, **self.special.get(table, {})}


RULES: Final[Mapping[Database, Rule]] = {
    Database.DATA: Rule(
        usual={Role.APP: ADVANCE, Role.JOBS: CHANGE},
        special={
            # What was said and what was in force cannot be unsaid, by a request or a job.
            "consent_event": {Role.APP: APPEND, Role.JOBS: APPEND},
            "policy_version": {Role.APP: APPEND, Role.JOBS: APPEND},
            # A receipt says why a lead is where it is; only erasing her takes it away.
            "lead_stage_change": {Role.APP: APPEND},
            # A debt to the ledger is made by an act that narrows, and struck out once paid.
            "ledger_owed": {Role.APP: CONSUME, Role.JOBS: CONSUME},
            # Who comes back by herself takes her number off the list, by the request that shows it.
            "suppression": {Role.APP: CHANGE, Role.JOBS: CHANGE},
            # To part people is to take the pointers away that made them one.
            "merge_link": {Role.APP: CHANGE},
            "link_constraint": {Role.APP: CHANGE},
            # What was decided stays, and says by which later decision it was undone.
            "merge_member": {Role.APP: APPEND},
            # What a source says no more is compared no more, from the same transaction on.
            "match_token": {Role.APP: CHANGE},
            # A version of a rule that was in force stays to be asked about.
            "match_rule": {Role.APP: APPEND, Role.JOBS: APPEND},
            "match_blocked": {Role.APP: CHANGE},
            # A request and its certificate are proof, and outlive whom they were about.
            "rights_case": {Role.APP: ADVANCE, Role.JOBS: ADVANCE},
        },
    ),
    Database.KEYS: Rule(
        usual={Role.APP: ADVANCE, Role.JOBS: CHANGE},
        # Destroying an epoch is no request's to do.
        special={"kek": {Role.APP: APPEND}},
    ),
    Database.LEDGER: Rule(
        usual={Role.LEDGER: APPEND, Role.AUDIT: READ},
        special={
            "access_log_head": {Role.LEDGER: READ | {"UPDATE"}},
            "access_pending": {Role.LEDGER: CONSUME},
            "access_tile": {Role.LEDGER: ADVANCE},
        },
    ),
}
"""Who may do what. `cdp db check` compares it with the database, grant by grant."""


def declared(database: Database) -> frozenset[str]:
    """The tables that have rights at all."""
    return frozenset(SCHEMA[database].tables) | {VERSION_TABLE}


def grant(connection: Connection, database: Database) -> None:
    """Set the rights on everything in `database`. Run as its owner, after its tables stand."""
    name = str(connection.scalar(select(func.current_database())))
    standing = frozenset(inspect(connection).get_table_names())
    for line in (*entry(database, name), *_lines(database, standing)):
        connection.execute(DDL(line))  # type: ignore[no-untyped-call] # SQLAlchemy's


def entry(database: Database, name: str) -> Iterator[str]:
    """Who may enter `database`, which is called `name` on its server: those with rights in it."""
    yield f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC, {_OTHERS}'
    yield f'GRANT CONNECT ON DATABASE "{name}" TO {_names(RULES[database].usual)}'


def _lines(database: Database, standing: frozenset[str]) -> Iterator[str]:
    roles, here = _OTHERS, _names(RULES[database].usual)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {roles}"
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {roles}"
    yield f"GRANT USAGE ON SCHEMA public TO {here}"
    for table in sorted(standing & declared(database)):
        for role, rights in RULES[database].of(table).items():
            if rights:
                yield f'GRANT {", ".join(sorted(rights))} ON TABLE "{table}" TO {role.value}'


def _names(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles))


_OTHERS: Final = _names(role for role in Role if role is not Role.OWNER)
