"""Doctor: whether a server keeps what it acknowledges, and keeps values out of its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, Text, bindparam, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.database.check import check
from cdp.database.dsn import Database, Role
from cdp.database.reader import Reader
from cdp.errors import CdpError, DatabaseUnset, SchemaUnfit
from cdp.telemetry.finding import Finding
from privacy.store.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdp.database.dsn import Dsns
    from privacy.store.statement import Runner

OLDEST_MAJOR: Final = 16
"""The oldest PostgreSQL that the statements are written for."""

_QUIET: Final = frozenset({"log", "fatal", "panic"})
"""Levels that leave an ERROR, whose first line may repeat a value, out of the log."""

WANTED: Final[Mapping[str, frozenset[str]]] = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "remote_apply"}),
    "log_min_messages": _QUIET,
    "log_min_error_statement": _QUIET,
    "log_error_verbosity": frozenset({"terse"}),
    "log_statement": frozenset({"none", "ddl"}),
    "log_parameter_max_length": frozenset({"0"}),
    "log_parameter_max_length_on_error": frozenset({"0"}),
    "log_min_duration_statement": frozenset({"-1"}),
    "log_min_duration_sample": frozenset({"-1"}),
    "log_transaction_sample_rate": frozenset({"0"}),
    "debug_print_parse": frozenset({"off"}),
    "debug_print_rewritten": frozenset({"off"}),
    "debug_print_plan": frozenset({"off"}),
    # Not set where the module is not loaded.
    "auto_explain.log_min_duration": frozenset({"", "-1"}),
}
"""What each setting of a session of ours may be."""

_NAME: Final = func.unnest(bindparam("names", type_=ARRAY(Text))).column_valued("name")
_SETTINGS: Final = Statement(
    "doctor: settings of this session",
    select(
        _NAME.label("name"),
        func.coalesce(func.current_setting(_NAME, literal(value=True)), "").label("value"),
    ),
)
_SERVER: Final = Statement(
    "doctor: version of the server",
    select(
        func.current_setting("server_version").label("version"),
        (cast(func.current_setting("server_version_num"), Integer) / 10_000).label("major"),
    ),
)

_ASKED: Final = (
    (Database.DATA, Role.APP),
    (Database.KEYS, Role.APP),
    (Database.LEDGER, Role.LEDGER),
)
"""Every database, each as the role that the service has there."""


async def server_findings(dsns: Dsns) -> list[Finding]:
    """Per database: its version, whether it keeps what it acknowledges, and what it writes down."""
    return [
        finding
        for database, role in _ASKED
        for finding in await _findings(database, dsns.of(database, role))
    ]


async def schema_findings(dsns: Dsns) -> list[Finding]:
    """Whether the databases are as the code declares them, where the owner's address is known."""
    try:
        await check(dsns)
    except DatabaseUnset as unset:
        return [Finding(name="schema", ok=True, said=f"not compared: {unset.setting} is not set")]
    except SchemaUnfit as unfit:
        return [_bad("schema", problem, "Run `cdp db check`.") for problem in unfit.problems]
    return [Finding(name="schema", ok=True, said="steps, classification and rights as declared")]


async def unfit_settings(runner: Runner) -> list[tuple[str, str]]:
    """Name and advice for each setting that a session of ours finds unfit.

    Raises:
        DatabaseUnavailable: the server cannot be reached.
    """
    return [
        (row["name"], _advice(row["name"], row["value"]))
        for row in await runner.fetch(_SETTINGS, names=list(WANTED))
        if row["value"] not in WANTED[row["name"]]
    ]


def version_finding(name: str, version: str, major: int) -> Finding:
    """Whether a server is new enough for our statements."""
    if major < OLDEST_MAJOR:
        return _bad(name, f"PostgreSQL {version}", f"Upgrade it to {OLDEST_MAJOR} or newer.")
    return Finding(name=name, ok=True, said=f"PostgreSQL {version}")


async def _findings(database: Database, dsn: str) -> list[Finding]:
    name = f"database {database.value}"
    try:
        async with Reader(dsn, lanes=1, name="cdp doctor", patience_s=1.0) as reader:
            [server] = await reader.fetch(_SERVER)
            unfit = await unfit_settings(reader)
    except CdpError as error:
        return [_bad(name, "cannot be used", str(error))]
    return [
        version_finding(name, str(server["version"]), int(server["major"])),
        *(_bad(name, setting, advice) for setting, advice in unfit),
    ]


def _bad(name: str, said: str, advice: str) -> Finding:
    return Finding(name=name, ok=False, said=said, advice=advice)


def _advice(name: str, value: str) -> str:
    wanted = " or ".join(sorted(WANTED[name] - {""}))
    return f"Set {name} to {wanted} for this role; it is {value or 'not set'}."
