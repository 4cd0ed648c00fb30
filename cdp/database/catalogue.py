"""Catalogue: what PostgreSQL says that a database holds. Only names and grants are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

# PostgreSQL reserves names that begin with pg_ for schemas of its own.
# information_schema.columns knows no materialised views, so the catalogue itself is asked.
_COLUMNS: Final = """
SELECT n.nspname, c.relname, c.relkind::text, a.attname,
       (SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
         WHERE i.inhrelid = c.oid AND c.relispartition) AS whole
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND n.nspname !~ '^(pg_|information_schema$)'
 ORDER BY 1, 2, a.attnum
"""

_RULES: Final = """
SELECT c.relname, r.conname
  FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE r.contype IN ('c', 'x') AND n.nspname = 'public' AND NOT c.relispartition
"""

_GRANTS: Final = """
SELECT c.relname, coalesce(g.rolname, 'PUBLIC'), acl.privilege_type
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL aclexplode(c.relacl) acl
  LEFT JOIN pg_roles g ON g.oid = acl.grantee
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^(pg_|information_schema$)'
   AND acl.grantee <> c.relowner
UNION ALL
SELECT c.relname || '.' || a.attname, coalesce(g.rolname, 'PUBLIC'), acl.privilege_type
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL aclexplode(a.attacl) acl
  LEFT JOIN pg_roles g ON g.oid = acl.grantee
 WHERE n.nspname !~ '^(pg_|information_schema$)'
"""

_PUBLIC_ENTRY: Final = """
SELECT acl.privilege_type
  FROM pg_database d
 CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) acl
 WHERE d.datname = current_database() AND acl.grantee = 0
"""

_ROLES: Final = """
SELECT r.rolname,
       r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
       OR (r.rolname <> current_user AND pg_has_role(r.oid, current_user, 'MEMBER'))
  FROM pg_roles r WHERE r.rolname ~ '^cdp_'
"""

_DEFINERS: Final = """
SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prosecdef AND n.nspname !~ '^(pg_|information_schema$)'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSeen:
    """One column of a table, partition, view, materialised view or foreign table."""

    schema: str
    relation: str
    kind: str
    """PostgreSQL's letter: r, p, v, m or f."""
    name: str
    whole: str | None
    """The table that this is a partition of."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One right that somebody other than the owner has."""

    relation: str
    role: str
    right: str


def columns(connection: Connection) -> list[ColumnSeen]:
    """Every column that can hold data, in every schema that is not the system's."""
    return [
        ColumnSeen(schema=schema, relation=relation, kind=kind, name=name, whole=whole)
        for schema, relation, kind, name, whole in connection.exec_driver_sql(_COLUMNS)
    ]


def rules(connection: Connection) -> frozenset[tuple[str, str]]:
    """Check and exclusion constraints by table and name; Alembic compares all other kinds."""
    return frozenset((row[0], row[1]) for row in connection.exec_driver_sql(_RULES))


def grants(connection: Connection) -> frozenset[Grant]:
    """Every grant on a relation or a single column."""
    return frozenset(Grant(*row) for row in connection.exec_driver_sql(_GRANTS))


def public_entry(connection: Connection) -> frozenset[str]:
    """What everybody may do with this database."""
    return frozenset(row[0] for row in connection.exec_driver_sql(_PUBLIC_ENTRY))


def roles(connection: Connection) -> dict[str, bool]:
    """Our roles by name, and whether one may do more than its grants say."""
    return {row[0]: row[1] for row in connection.exec_driver_sql(_ROLES)}


def definers(connection: Connection) -> list[str]:
    """Functions that run with their owner's rights, whoever calls them."""
    return [row[0] for row in connection.exec_driver_sql(_DEFINERS)]
