"""How `cdp operations` shows changes and documents: tables in both languages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cdp.contract import Change, Severity

_SEVERITY: Final[Mapping[Severity, str]] = {
    Severity.BREAKING: "[bold red]breaking · 破坏[/bold red]",
    Severity.DANGEROUS: "[yellow]dangerous · 有风险[/yellow]",
    Severity.SAFE: "[green]safe · 安全[/green]",
}


def show_changes(changes: Sequence[Change]) -> None:
    """Each change that a client may feel, and how many it will not."""
    counted = Counter(change.severity for change in changes)
    table = _table("For clients · 影响", "Kind · 类别", "What changed · 变化")
    for change in changes:
        if change.severity is not Severity.SAFE:
            table.add_row(_SEVERITY[change.severity], change.kind, escape(change.what))
    console = Console()
    if table.row_count:
        console.print(table)
    said = ", ".join(f"{counted[severity]} {severity.value}" for severity in Severity)
    console.print(f"Since the last release · 自上次发布以来: {said}")


def show_operations(manifest: str, persona: str) -> None:
    """Each document, what it is for, what it costs at most and what it touches."""
    table = _table("Operation · 操作", "Purpose · 目的", "Cost · 成本", "Touches · 涉及的信息")
    for entry in json.loads(manifest)["operations"]:
        if persona in {"", entry["persona"]}:
            table.add_row(
                f"{entry['persona']}/{entry['name']}",
                entry["purpose"],
                f"{entry['cost']}{' batch · 批量' if entry['bulk'] else ''}",
                _touches(entry),
            )
    Console().print(table)


def _touches(entry: Mapping[str, Any]) -> str:
    lines = [f"{each['en']} · {each['zh']}" for each in entry["footprint"]]
    return "\n".join(lines) or "nobody · 不涉及任何人"


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
