"""Erase: a plan for one person, her rows taken, and the query that says whether any is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cdp.compliance import store
from cdp.compliance.inventory import Inventory
from cdp.errors import CdpError
from privacy.rights.certificate import Horizon, Taken
from privacy.rights.plan import Plan, Step, Treatment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import MetaData

    from privacy.store.statement import Runner, Statement

Shared = dict[str, list["UUID"]]
"""By table, the ids of the rows that a person shares, or may share, with others."""


class ErasureUnproven(CdpError):
    """The erasure could not be proven, so there is no certificate. Look, then run it once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """The statements for one schema, composed once."""

    inventory: Inventory
    counts: Statement
    left: Statement
    shared: Mapping[str, Statement]
    takes: tuple[tuple[str, Statement], ...]

    @classmethod
    def of(cls, metadata: MetaData) -> Self:
        """What erases a person from `metadata`'s tables.

        Raises:
            Unplannable: something would survive.
        """
        inventory = Inventory.of(metadata)
        return cls(
            inventory=inventory,
            counts=store.counts(inventory),
            left=store.left(inventory),
            shared={
                entry.name: store.shared(entry, inventory)
                for entry in inventory.entries
                if entry.shared
            },
            takes=tuple(
                (entry.name, store.take(entry, inventory))
                for entry in inventory.entries
                if entry.treatment is not Treatment.KEEP
            ),
        )

    async def plan(self, run: Runner, *, subjects: Sequence[UUID], case: UUID, policy: str) -> Plan:
        """What would go of these subjects now, and what would stay. Changes nothing."""
        [row] = await run.fetch(self.counts, subjects=subjects)
        counted = {entry.name: row[entry.name] for entry in self.inventory.entries}
        return self.planned(case=case, policy=policy, rows=counted)

    def planned(self, *, case: UUID, policy: str, rows: Mapping[str, int]) -> Plan:
        """The plan of this schema with these counts."""
        return Plan(
            case=case,
            policy=policy,
            steps=tuple(
                Step(
                    table=entry.name,
                    treatment=entry.treatment,
                    rows=rows[entry.name],
                    article="" if entry.retention is None else entry.retention.article,
                    until="" if entry.retention is None else entry.retention.until,
                )
                for entry in self.inventory.entries
            ),
        )

    def is_of_this_schema(self, plan: Plan) -> bool:
        """Whether `plan` still says what becomes of every table there is."""
        none = dict.fromkeys((entry.name for entry in self.inventory.entries), 0)
        return self.planned(case=plan.case, policy=plan.policy, rows=none).shape == plan.shape

    async def sharing(self, run: Runner, subjects: Sequence[UUID]) -> Shared:
        """What she shares; ask before her rows go, for nothing tells it afterwards."""
        return {
            name: sorted(row["id"] for row in await run.fetch(statement, subjects=subjects))
            for name, statement in self.shared.items()
        }

    async def take(self, run: Runner, subjects: Sequence[UUID], shared: Shared) -> dict[str, int]:
        """Take her rows, in one transaction of the caller's; how many, by table."""
        ids = self._ids(shared)
        return {
            name: (await run.fetch(statement, subjects=subjects, **ids))[0]["n"]
            for name, statement in self.takes
        }

    async def look(self, run: Runner, subjects: Sequence[UUID], shared: Shared) -> dict[str, int]:
        """How many rows are left, by table: none may be, but for those that stay on purpose."""
        [row] = await run.fetch(self.left, subjects=subjects, **self._ids(shared))
        return {entry.name: row[entry.name] for entry in self.inventory.entries}

    def taken(self, before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Taken, ...]:
        """What was counted, table by table. Of what stays, all of it stood there before."""
        return tuple(
            Taken(
                table=entry.name,
                treatment=entry.treatment,
                before=before.get(entry.name, after[entry.name]),
                after=after[entry.name],
            )
            for entry in self.inventory.entries
        )

    def horizons(self) -> tuple[Horizon, ...]:
        """What lies beside every plan and goes by itself."""
        return tuple(
            Horizon(what=f"{name}: {stated.reason}", days=stated.within_days)
            for name, stated in self.inventory.beside
            if stated.within_days is not None
        )

    def _ids(self, shared: Shared) -> dict[str, object]:
        return {store.numbers_of(self.inventory.entry(name)): ids for name, ids in shared.items()}
