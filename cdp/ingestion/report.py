"""The report of an import: counts, and refusals by reason with their lines. No cell of any row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cdp.ingestion.header import looks_like_data
from cdp.ingestion.row import Refused

FIRST_LINES: Final = 10
"""Lines that are named of each reason; all are in the file that `--refused` names."""

_MOST_REASONS: Final = 200
_MOST_COLUMNS: Final = 100

_TITLES: Final = {
    "accepted": "accepted 已接收",
    "new": "  new 新增",
    "merged": "  merged into a known person 归入已有",
    "duplicate": "duplicate, filed before 重复",
    "refused": "refused 未接收",
    "split": "with a second number that has no place yet 含多个号码",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why rows were refused."""

    field: str
    code: str
    advice: str


@dataclass(slots=True)
class Places:
    """How many rows, and the first of their lines."""

    count: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Report:
    """What came of a file, row by row. An accepted row is new or merged."""

    kind: str
    source: str
    form: str
    is_dry: bool = False
    is_repeated: bool = False
    """The file came before, whole: the counts are those of then, and nothing changed."""
    checked: int = 0
    """Rows that a dry run would file: nobody was looked up, so new and merged are one."""
    new: int = 0
    merged: int = 0
    duplicate: int = 0
    split: int = 0
    unknown: tuple[str, ...] = ()
    reasons: dict[Reason, Places] = field(default_factory=dict)
    further: int = 0
    """Refused rows whose reason found no room: a file of that many reasons is another file."""

    @property
    def accepted(self) -> int:
        """Rows that stand in the database, or would."""
        return self.new + self.merged + self.checked

    @property
    def refused(self) -> int:
        """Rows that do not."""
        return sum(places.count for places in self.reasons.values()) + self.further

    @property
    def is_clean(self) -> bool:
        """Whether every row was filed, now or before."""
        return self.refused == 0

    def refuse(self, refused: Refused) -> None:
        """Count a refusal."""
        reason = Reason(field=refused.field, code=refused.code.value, advice=refused.advice)
        places = self.reasons.get(reason)
        if places is None:
            if len(self.reasons) >= _MOST_REASONS:
                self.further += 1
                return
            places = self.reasons[reason] = Places()
        places.count += 1
        if len(places.lines) < FIRST_LINES:
            places.lines.append(refused.line)

    def counts(self) -> dict[str, int]:
        """Every count, by name."""
        return {name: int(getattr(self, name)) for name in _TITLES}

    def as_json(self) -> str:
        """For machines."""
        told = {
            "kind": self.kind,
            "source": self.source,
            "form": self.form,
            "dry_run": self.is_dry,
            "repeated": self.is_repeated,
            **self.counts(),
            "reasons": [
                {
                    "field": reason.field,
                    "code": reason.code,
                    "advice": reason.advice,
                    "count": places.count,
                    "first_lines": places.lines,
                }
                for reason, places in self._sorted()
            ],
            "further": self.further,
            "unknown_columns": list(shown(self.unknown)),
        }
        return json.dumps(told, ensure_ascii=False)

    def as_tables(self) -> Group:
        """For people, in colour on a terminal."""
        title = (
            f"import of {self.kind} 导入: {self.form}"
            + ("  (dry run, nothing filed 试运行)" if self.is_dry else "")
            + ("  (imported before, nothing changed 此前已导入)" if self.is_repeated else "")
        )
        # A title of the table would be folded to the width of its numbers.
        heading = Text(title, style="bold")
        counts = Table(show_header=False, box=None)
        for name, count in self.counts().items():
            counts.add_row(_TITLES[name], f"{count:,}")
        if not self.unknown and self.is_clean:
            return Group(heading, counts)
        reasons = Table(box=None, pad_edge=False)
        for column in ("rows 行数", "field 字段", "what to do 处理建议", "first lines 行号"):
            reasons.add_column(column, overflow="fold")
        for reason, places in self._sorted():
            lines = ", ".join(map(str, places.lines)) + (
                ", …" if places.count > len(places.lines) else ""
            )
            reasons.add_row(f"{places.count:,}", reason.field, escape(reason.advice), lines)
        if self.further:
            reasons.add_row(f"{self.further:,}", "", "further reasons 其他原因", "")
        for name in shown(self.unknown):
            reasons.add_row("", escape(name), "unknown column, not read 未识别的列，未读取", "")
        return Group(heading, counts, reasons)

    def _sorted(self) -> list[tuple[Reason, Places]]:
        return sorted(self.reasons.items(), key=lambda one: (-one[1].count, one[1].lines))


def shown(columns: Sequence[str]) -> Iterable[str]:
    """Names of columns as a report may show them."""
    return [name for name in columns[:_MOST_COLUMNS] if not looks_like_data(name)]
