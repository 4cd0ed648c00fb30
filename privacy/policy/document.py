"""The policy as loaded: who may see what, for which purpose, on which ground.

These are values. `load` makes them from a document and has then checked every cross-reference;
`privacy.gate` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Final

from privacy.terms import (
    Channel,
    ConsentKind,
    DataCategory,
    Effect,
    LegalBasis,
    Purpose,
    ReasonCode,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The clock of contracts and quiet hours. China has kept one time since 1991."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a row lets be seen of one category.

    `mask` names a strategy where the effect is MASK; `own_rows` limits a full view to rows whose
    agent or owner is the caller; `after_step_up` shows nothing until the caller has
    authenticated anew.
    """

    effect: Effect
    mask: str = ""
    own_rows: bool = False
    after_step_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What some roles may do for a purpose.

    `writes` are the categories that an act may write: those shown in full or masked, those that
    the row names besides, and those that every row may write. `entrust` are those that may leave
    whole for whoever processes them on our behalf (PIPL 21), by the acts of the service alone.
    """

    roles: frozenset[Role]
    show: Mapping[DataCategory, Shown]
    reveal: frozenset[DataCategory]
    writes: frozenset[DataCategory]
    reads_ledger: bool
    entrust: frozenset[DataCategory] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A name for people, in the two languages of the service."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRule:
    """One purpose: the grounds it may stand on, in the order in which they are claimed.

    `necessary` purposes stay when optional consents are refused (PIPL 16). `exempt` purposes
    alone see restricted persons (PIPL 47(2)). `case_reference` asks for a reference wherever
    the ground is LEGAL_DUTY or OTHER_LAW. `every_consent` shows the consents of all purposes,
    not of this one alone.
    """

    purpose: Purpose
    title: Title
    bases: tuple[LegalBasis, ...]
    necessary: bool
    exempt: bool
    case_reference: bool
    every_consent: bool
    rows: tuple[Row, ...]

    def row(self, roles: frozenset[Role]) -> Row | None:
        """The first row, in the order of the document, that names one of `roles`."""
        return next((row for row in self.rows if row.roles & roles), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One question of consent, under one text of the notice. Its bit is never used again.

    A `retired` cell grants nothing; it stays in the document so that its bit stays taken.
    """

    bit: int
    purpose: Purpose
    kind: ConsentKind
    channel: Channel | None
    categories: frozenset[DataCategory]
    notice: str
    valid_days: int
    retired: bool


LIFTED: Final = 10**9
"""A budget of so many is none: nobody counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """How much a client may ask for. The edge counts; zero allows nothing, `LIFTED` everything.

    Look-ups, misses and reveals are of each of its actors, costs of the client as a whole. A day
    begins at midnight in Shanghai. What a registration does not say is as here.
    """

    lookups_a_minute: int
    lookups_a_day: int
    reveals_a_day: int
    misses_a_day: int
    """Look-ups that find nobody who may be seen; half of the look-ups, where nothing is said."""
    cost_an_operation: int = 5_000
    cost_a_second: int = 1_000
    """Points that come back to the bucket."""
    cost_bucket: int = 10_000
    """Points that it holds when it is full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A registered application: what its tokens can carry at most, and until when.

    `ends_at` is the first instant at which its tokens are dead.
    """

    id: str
    name: str
    roles: frozenset[Role]
    purposes: frozenset[Purpose]
    country: str
    ends_at: datetime
    budgets: Budgets


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUp:
    """How a caller shows that it authenticated just now. Source: RFC 9470 section 4."""

    acr: frozenset[str]
    max_age_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """When nobody is disturbed for marketing, by Shanghai time. Source: Civil Code 1033(1).

    `since` belongs to them, `until` does not; the later may lie on the next day.
    """

    since: time
    until: time

    def hold(self, at: datetime) -> bool:
        """Whether `at` lies in them."""
        clock = at.astimezone(SHANGHAI).time()
        if self.since < self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until

    def end(self, at: datetime) -> datetime:
        """The first moment after `at` at which they end, in UTC."""
        local = at.astimezone(SHANGHAI)
        ends = datetime.combine(local.date(), self.until, tzinfo=SHANGHAI)
        later = ends if ends > local else ends + timedelta(days=1)
        return later.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Policy:
    """One version of the policy. `hash` is the SHA-256 of the document's exact bytes, in hex."""

    hash: str
    document: bytes
    title: Title
    in_force_from: date
    notice: str
    service_term_days: int
    lead_contract_days: int
    quiet_hours: QuietHours
    step_up: StepUp
    exclusive_roles: frozenset[Role]
    bases: Mapping[LegalBasis, str]
    articles: Mapping[ReasonCode, str]
    purposes: Mapping[Purpose, PurposeRule]
    cells: tuple[Cell, ...]
    clients: Mapping[str, Client]

    def __repr__(self) -> str:
        """Name the version."""
        return f"<Policy {self.hash[:12]}>"

    def client(self, client_id: str) -> Client | None:
        """The registered client of that id."""
        return self.clients.get(client_id)

    def purpose(self, purpose: Purpose) -> PurposeRule | None:
        """The rule of `purpose`; None where this policy does not allow it at all."""
        return self.purposes.get(purpose)

    def cell(self, purpose: Purpose) -> Cell | None:
        """The question of consent that now stands for `purpose`."""
        return next(
            (cell for cell in self.cells if cell.purpose is purpose and not cell.retired), None
        )

    def cell_of_bit(self, bit: int) -> Cell | None:
        """The cell of a bit, retired or not."""
        return next((cell for cell in self.cells if cell.bit == bit), None)

    def article(self, reason: ReasonCode) -> str | None:
        """The article that `reason` stands on."""
        return self.articles.get(reason)
