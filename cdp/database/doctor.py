"""Doctor: whether a server keeps what it acknowledges, and keeps values out of its log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Text, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.store.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from privacy.store.statement import Row, Runner

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
_ASK: Final = Statement(
    "doctor: settings of this session",
    select(
        _NAME.label("name"),
        func.coalesce(func.current_setting(_NAME, literal(value=True)), "").label("value"),
        func.current_setting("server_version_num").label("version"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """One setting that would lose data or write it down."""

    name: str
    value: str
    wanted: tuple[str, ...]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return f"Set {self.name} to {' or '.join(self.wanted)}; it is {self.value or 'not set'}."


async def unfit_settings(runner: Runner) -> list[Unfit]:
    """The settings that a session of ours finds unfit, on the server behind `runner`.

    Raises:
        DatabaseUnavailable: the server cannot be reached.
    """
    rows = await runner.fetch(_ASK, names=list(WANTED))
    return [*_too_old(str(rows[0]["version"])), *(_judged(rows))]


def _too_old(version: str) -> Iterator[Unfit]:
    if int(version) // 10_000 < OLDEST_MAJOR:
        yield Unfit(name="server_version_num", value=version, wanted=(f"{OLDEST_MAJOR}0000",))


def _judged(rows: Sequence[Row]) -> Iterator[Unfit]:
    for row in rows:
        name, value = str(row["name"]), str(row["value"])
        if value not in WANTED[name]:
            yield Unfit(name=name, value=value, wanted=tuple(sorted(WANTED[name] - {""})))
