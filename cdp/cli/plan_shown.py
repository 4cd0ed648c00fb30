"""How `cdp plan explain` shows what a document would do: tables in both languages, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cdp.api.explanation import Explanation
from cdp.cli.plan_drawn import drawn
from cdp.database.explain import Explained

NOBODY = "nobody · 不涉及任何人"
BY_HEADER = "left to the header Processing-Purpose · 由请求头 Processing-Purpose 指定"
NO_DATABASE = (
    "No database yet, so no plans: run `cdp db upgrade`."
    " 尚无数据库，无法给出执行计划：请先运行 `cdp db upgrade`。"
)


def show(explanation: Explanation, plans: Sequence[Explained] | None) -> None:
    """Everything, for a person."""
    console, plan = Console(), explanation.plan
    named = f"{explanation.kind} {plan.name}".strip()
    console.print(f"[bold]{named}[/bold]  sha256:{plan.sha256}", soft_wrap=True)
    facts = _table()
    facts.add_row("Purpose · 目的", explanation.purpose or BY_HEADER)
    facts.add_row(
        "Touches · 涉及的信息",
        "\n".join(f"{each.words.en} · {each.words.zh}" for each in explanation.touched)
        or ("" if explanation.shows else NOBODY),
    )
    facts.add_row("Cost · 成本", f"{escape(explanation.cost)} ≤ {plan.cost_at_most}")
    facts.add_row("Rows · 行数", f"≤ {plan.costing.nodes_at_most}")
    console.print(facts)
    if explanation.shows:
        shown = _table("Personal field · 个人信息字段", "Category · 类别")
        for coordinate, category in explanation.shows.items():
            shown.add_row(coordinate, category)
        console.print(shown)
    console.print(_steps(explanation, plans))
    if plans is None and explanation.steps:
        console.print(NO_DATABASE)
    console.print(drawn(explanation), markup=False, highlight=False, soft_wrap=True)


def told(explanation: Explanation, plans: Sequence[Explained] | None) -> dict[str, Any]:
    """The same, for a machine."""
    plan = explanation.plan
    return {
        "id": f"sha256:{plan.sha256}",
        "name": plan.name,
        "kind": explanation.kind,
        "purpose": explanation.purpose or None,
        "footprint": [
            {"category": each.category.value, "en": each.words.en, "zh": each.words.zh}
            for each in explanation.touched
        ],
        "shows": dict(explanation.shows),
        "asks": sorted(plan.footprint.asked),
        "cost": {"sum": explanation.cost, "atMost": plan.cost_at_most},
        "rowsAtMost": plan.costing.nodes_at_most,
        "statements": list(_told_steps(explanation, plans)),
        "mermaid": drawn(explanation),
    }


def _told_steps(
    explanation: Explanation, plans: Sequence[Explained] | None
) -> Iterator[dict[str, Any]]:
    for place, step in enumerate(explanation.steps):
        plan = None if plans is None else plans[place]
        yield {
            "database": step.database.value,
            "name": step.statement.name,
            "indexes": None if plan is None else list(plan.indexes),
            "nodes": None if plan is None else list(plan.kinds),
            "readWhole": None if plan is None else list(plan.scanned),
        }


def _steps(explanation: Explanation, plans: Sequence[Explained] | None) -> Table:
    headings = ("Statement · 语句", "Database · 数据库")
    more = () if plans is None else ("Indexes · 索引", "Nodes · 节点", "Read whole · 全表")
    table = _table(*headings, *more)
    for place, step in enumerate(explanation.steps):
        cells = [step.statement.name, step.database.value]
        if plans is not None:
            plan = plans[place]
            cells += ["\n".join(each) for each in (plan.indexes, plan.kinds, plan.scanned)]
        table.add_row(*cells)
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=bool(headings))
    for heading in headings or ("", ""):
        table.add_column(heading, overflow="fold")
    return table
