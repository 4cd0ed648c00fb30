"""A batch of rows: each is filed as its own act would, or leaves nothing; the others stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from cdp.acts.file_batch import file_batch
from cdp.acts.filing import Barred, Fate, Filed, Filing, nobody
from cdp.acts.upsert_contact import ContactWish, upsert_contact
from cdp.acts.write import Change, Payload
from cdp.contacts.record import Contact
from cdp.database.dsn import Database, Role
from cdp.database.writer import Transaction
from cdp.errors import Conflict, ConstraintViolated, InvalidField, NobodyThere, TryAgain
from cdp.ingestion.desk import clerk, purpose_of
from cdp.ingestion.filings import filing_of
from cdp.ingestion.kinds import Kind
from privacy.errors import InvalidConsent, LedgerUnavailable
from privacy.gate import Ask
from privacy.phone import Phone
from privacy.policy import Policy, default_document, load
from privacy.terms import Action, ReasonCode
from privacy.writing import Writing
from tests.acceptance.files import SOURCES, Cells, filed_counts, numbers, parsed
from tests.acceptance.stand import Exchanged, Stand, opened, run, settings_in
from tests.acceptance.test_policies import activated
from tests.postgres.clones import Clones

HER, HIM, THEM = numbers(10_000_000, 3)
STARTED: Final = "2026-01-05 09:30"


async def forget(_: Transaction, __: Sequence[Filed]) -> None:
    """Remembers nothing."""


def asking(at: Stand, kind: Kind) -> Ask:
    """What the clerk asks for who files such records."""
    ground = at.service.ground
    return Ask(
        actor=clerk("tests"),
        purpose=purpose_of(kind, ground.sources.named(SOURCES[kind])),
        action=Action.WRITE,
        operation=ground.ids(),
        at=ground.clock(),
    )


@dataclass(slots=True, kw_only=True)
class Office:
    """A service to file at, and how its ports are exchanged for one batch."""

    at: Stand
    kind: Kind = Kind.CONTACTS
    note: Callable[[Transaction, Sequence[Filed]], Any] = forget
    barred: Barred = nobody
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.at.size()

    def ask(self) -> Ask:
        return asking(self.at, self.kind)

    def filings(self, *rows: Cells) -> list[Filing]:
        ground = self.at.service.ground
        source = ground.sources.named(SOURCES[self.kind])
        return [
            filing_of(each, source, self.ask(), ground)
            for each in parsed(self.at, self.kind, *rows)
        ]

    def file(self, *filings: Filing) -> list[Filed]:
        """File a batch."""
        batch = file_batch(
            filings, self.ask(), self.at.service.ground, note=self.note, barred=self.barred
        )
        return list(self.at.wait_for(batch))

    def bring(self, *rows: Cells) -> list[Filed]:
        """File rows."""
        return self.file(*self.filings(*rows))

    def fates(self, *rows: Cells) -> list[str]:
        """What became of rows."""
        return [one.fate.value for one in self.bring(*rows)]

    def leaves(self) -> list[dict[str, Any]]:
        """What the ledger has taken since this office was opened."""
        return self.at.leaves(self.size)

    def outcomes(self) -> list[str]:
        """How each operation since then ended, one entry an operation."""
        ends = [leaf for leaf in self.leaves() if leaf["kind"] == "outcome"]
        intents = [leaf["op"] for leaf in self.leaves() if leaf["kind"] == "intent"]
        assert sorted(leaf["op"] for leaf in ends) == sorted(intents)
        return [leaf["decision"] for leaf in ends]


@pytest.fixture
def at(clones: Clones, tmp_path: Path) -> Iterator[Stand]:
    """An empty service in which nothing happens by itself."""
    with clones.fresh() as dsns, opened(settings_in(tmp_path), dsns, Exchanged()) as at_work:
        yield at_work


def spoiled(filing: Filing, fault: Exception) -> Filing:
    """The same row, whose act fails once it has written everything."""

    def make(policy: Policy) -> Change[Any]:
        change = filing.make(policy)

        async def work(tx: Transaction, writing: Writing) -> object:
            await change.work(tx, writing)
            raise fault

        return replace(change, work=work)

    return replace(filing, make=make)


def test_one_new_number_in_two_rows_is_one_person(at: Stand) -> None:
    """The first row makes her, however it is written; the second one joins."""
    office = Office(at=at)
    rows = [{"number": HER, "name": "张晓明"}, {"number": f"+86 {HER}", "title": "经理"}]
    assert office.fates(*rows, {"number": HIM, "name": "李四"}) == ["new", "merged", "new"]
    counts = filed_counts(at)
    assert (counts["subject"], counts["phone_ownership"], counts["contact"]) == (2, 2, 2)
    [intent, outcome] = office.leaves()
    assert (intent["kind"], intent["n"], outcome["decision"]) == ("intent", 2, "applied")


def test_a_row_that_fails_leaves_nothing_not_even_the_person_or_a_commitment(at: Stand) -> None:
    """Neither a row, nor a number, nor a key of another system, nor a word in the outcome."""
    office = Office(at=at)
    filings = office.filings({"number": HER, "name": "张晓明"}, {"number": HIM, "name": "李四"})
    filed = office.file(spoiled(filings[0], Conflict("Not now.")), filings[1])
    assert [one.fate for one in filed] == [Fate.REFUSED, Fate.NEW]
    assert (filed[0].reason, filed[0].advice) == (ReasonCode.CONFLICT, "Not now.")
    counts = filed_counts(at)
    names = ("subject", "phone_identity", "identity_index", "phone_ownership", "contact")
    assert [counts[name] for name in (*names, "external_ref")] == [1] * 6
    outcome = office.leaves()[-1]
    held = at.sql(Database.DATA, "SELECT cells FROM applied_operation WHERE NOT is_void")
    assert (len(outcome["cells"]), len(held[0][0])) == (2, 2)


def test_a_person_whose_first_row_fails_is_made_by_the_next_one(at: Stand) -> None:
    """A number is not spoiled by a row."""
    office = Office(at=at)
    one, other = office.filings({"number": HER, "name": "张"}, {"number": HER, "title": "经理"})
    filed = office.file(spoiled(one, InvalidField("name", "Shorter.")), other, one)
    assert [each.fate for each in filed] == [Fate.REFUSED, Fate.NEW, Fate.MERGED]
    assert filed[0] == Filed(
        line=2,
        fate=Fate.REFUSED,
        reason=ReasonCode.INVALID_INPUT,
        field="name",
        advice="Shorter.",
    )
    assert filed_counts(at)["subject"] == 1


def test_a_row_that_was_filed_before_is_a_duplicate_and_makes_nobody(at: Stand) -> None:
    """In one batch or in two; by its key where it has one, else by all that it says."""
    office = Office(at=at, kind=Kind.LEADS)
    keyed = {"number": HER, "external_key": "L-1", "name": "张晓明"}
    plain = {"number": HIM, "external_key": "", "name": "李四"}
    assert office.fates(keyed, plain, keyed, plain) == ["new", "new", "duplicate", "duplicate"]
    before = filed_counts(at)
    assert office.fates(keyed, plain) == ["duplicate", "duplicate"]
    # A key stands for its record: what comes under another number makes nobody.
    assert office.fates({**keyed, "number": THEM}) == ["duplicate"]
    assert filed_counts(at) == before


def test_where_every_row_is_refused_nobody_is_written_about(at: Stand) -> None:
    """The look-up stands in the ledger, as a write that found nobody; the run is told."""
    Office(at=at).bring({"number": HER, "name": "张晓明"})
    at.sql(Database.DATA, "UPDATE subject SET state = 'RESTRICTED'")
    told: list[Sequence[Filed]] = []

    async def note(_: Transaction, filed: Sequence[Filed]) -> None:
        told.append(filed)

    office = Office(at=at, note=note)
    before = at.contents()
    [refused] = office.bring({"number": HER, "name": "张大明"})
    assert (refused.fate, refused.reason) == (Fate.REFUSED, ReasonCode.NOT_AVAILABLE)
    assert (refused.field, bool(refused.advice)) == ("number", True)
    assert told == [[refused]]
    [leaf] = office.leaves()
    assert (leaf["kind"], leaf["decision"]) != ("intent", "allow")
    assert at.contents() == before


def test_a_number_that_asked_never_to_come_from_a_list_is_refused(at: Stand) -> None:
    """Known or not; the others of its batch are filed, and no key is made for it."""

    async def barred(phones: Sequence[Phone]) -> frozenset[Phone]:
        return frozenset(phone for phone in phones if phone.canonical.endswith(HER))

    office = Office(at=at, barred=barred)
    filed = office.bring({"number": HER, "name": "张"}, {"number": HIM, "name": "李"})
    assert [(one.fate.value, one.reason) for one in filed] == [
        ("refused", ReasonCode.PROVENANCE_MISSING),
        ("new", None),
    ]
    assert bool(filed[0].advice)
    assert filed_counts(at)["subject"] == 1
    assert len(at.sql(Database.KEYS, "SELECT 1 FROM subject_key")) == 1


def at_first(deed: Callable[[], Any]) -> Barred:
    """Does a `deed` between the look-up and the keys of the first attempt, and bars nobody."""
    turns = iter([deed])

    async def barred(_: Sequence[Phone]) -> frozenset[Phone]:
        doing = next(turns, None)
        if doing is not None:
            await doing()
        return frozenset()

    return barred


async def met(at: Stand, number: str) -> UUID:
    """Somebody else files this person."""
    ground = at.service.ground
    source = ground.sources.named(SOURCES[Kind.CONTACTS])
    wish = ContactWish(phone=Phone.parse(number), source=source, contact=Contact.of(name="她"))
    return (await upsert_contact(wish, asking(at, Kind.CONTACTS), ground, Payload())).subject


def test_whoever_was_made_meanwhile_is_found_at_the_second_attempt(at: Stand) -> None:
    """The first one changes nothing, and says so."""
    office = Office(at=at, barred=at_first(lambda: met(at, HER)))
    assert office.fates({"number": HER, "name": "张"}, {"number": HIM}) == ["merged", "new"]
    assert office.outcomes() == ["applied", "failed", "applied"]
    assert filed_counts(at)["subject"] == 2


def test_whoever_begins_to_be_erased_meanwhile_is_not_written_about(at: Stand) -> None:
    """The others are."""
    who = at.wait_for(met(at, HER))

    async def begin() -> None:
        dsn = at.dsns.of(Database.DATA, Role.OWNER)
        await run(dsn, "UPDATE subject SET state = 'ERASING' WHERE id = $1", who)

    office = Office(at=at, barred=at_first(begin))
    filed = office.bring({"number": HER, "name": "张大明"}, {"number": HIM, "name": "李"})
    assert [(one.fate.value, one.reason) for one in filed] == [
        ("refused", ReasonCode.NOT_AVAILABLE),
        ("new", None),
    ]
    assert office.outcomes() == ["failed", "applied"]
    assert filed_counts(at)["contact"] == 2


def failing(fault: Callable[[], Any], times: int) -> Callable[..., Any]:
    """A note during which something goes wrong so many times."""
    turns = iter(range(times))

    async def note(_: Transaction, __: Sequence[Filed]) -> None:
        if next(turns, None) is not None:
            await fault()

    return note


async def deadlock() -> None:
    raise TryAgain("40P01")


@pytest.mark.parametrize("times", [1, 3])
def test_writers_in_each_other_s_way_are_told_by_the_next_attempt(at: Stand, times: int) -> None:
    """Nothing is filed twice, and each attempt has an end of its own."""
    office = Office(at=at, note=failing(deadlock, times))
    assert office.fates({"number": HER, "name": "张"}) == ["new"]
    assert office.outcomes() == ["failed"] * times + ["applied"]
    assert filed_counts(at)["contact"] == 1


def test_whoever_loses_again_and_again_is_told_to_run_the_file_once_more(at: Stand) -> None:
    """And nothing of it stands."""
    office, before = Office(at=at, note=failing(deadlock, 99)), at.contents()
    with pytest.raises(Conflict):
        office.bring({"number": HER, "name": "张"})
    assert office.outcomes() == ["failed"] * 4
    assert at.contents() == before


def test_a_batch_that_the_sweeper_gave_up_is_filed_anew(at: Stand) -> None:
    """The sweeper's word on the first attempt is the last one; the second is another operation."""

    async def sweep() -> None:
        assert await at.service.sweeper.sweep(older_than_s=0) == 1

    office = Office(at=at, note=failing(sweep, 1))
    assert office.fates({"number": HER, "name": "张"}) == ["new"]
    assert office.outcomes() == ["void", "applied"]
    assert filed_counts(at)["contact"] == 1


def test_a_policy_that_changed_rules_the_next_attempt(at: Stand, tmp_path: Path) -> None:
    """No row is filed under a version that is not in force any more."""
    document = default_document().replace(b"service_term_days = 730", b"service_term_days = 365")
    with activated(at, at.dsns, tmp_path, document):
        office = Office(at=at)
        assert office.fates({"number": HER, "name": "张"}) == ["new"]
    policies = {leaf["policy"] for leaf in office.leaves() if leaf["kind"] == "intent"}
    assert policies == {load(document).hash}


def test_while_the_ledger_is_down_nothing_is_filed(at: Stand) -> None:
    """An import does not narrow; it is run again later."""
    office, before = Office(at=at), at.contents()
    at.sql(Database.LEDGER, "ALTER TABLE access_entry RENAME TO unaccess_entry")
    with pytest.raises(LedgerUnavailable):
        office.bring({"number": HER, "name": "张"})
    at.sql(Database.LEDGER, "ALTER TABLE unaccess_entry RENAME TO access_entry")
    assert at.contents() == before
    assert office.fates({"number": HER, "name": "张"}) == ["new"]


def a_call(number: str, at_time: str = STARTED, **more: str) -> Cells:
    return {
        "number": number,
        "direction": "OUTBOUND",
        "started_at": at_time,
        "result": "ANSWERED",
        "outcome": "",
        **more,
    }


def test_an_event_of_before_an_owner_had_the_number_is_somebody_elses(at: Stand) -> None:
    """It is filed, it goes to nobody who came later, and by the number nobody is shown for it."""
    at.wait_for(met(at, HER))
    began = at.service.ground.clock() - timedelta(hours=1)
    gap = "UPDATE phone_ownership SET during = tstzrange($1::timestamptz, NULL)"
    at.sql(Database.DATA, gap, began)
    office = Office(at=at, kind=Kind.CALLS)
    filed = office.bring(a_call(HER), a_call(HIM), a_call(HER, started_at="2026-01-05 10:30"))
    assert [one.fate.value for one in filed] == ["new", "new", "merged"]
    rows = at.sql(
        Database.DATA,
        "SELECT o.state, o.end_reason, upper(o.during) AS until, count(c.id) AS calls"
        " FROM phone_ownership o LEFT JOIN call c USING (subject_id)"
        " GROUP BY o.subject_id, o.id ORDER BY calls DESC, o.state",
    )
    assert [tuple(row) for row in rows] == [
        ("ENDED", "RECYCLED", began, 2),
        ("ACTIVE", None, None, 1),
        ("ACTIVE", None, None, 0),
    ]


def test_every_refusal_of_a_batch_says_what_to_do_and_nothing_of_anybody(at: Stand) -> None:
    """Whatever the act raised."""
    office = Office(at=at)
    faults = [
        Conflict("Not now."),
        InvalidField("name", "Shorter."),
        InvalidConsent("Give the time."),
        NobodyThere(),
        ConstraintViolated("23505", "pk_contact"),
    ]
    rows = office.filings(*({"number": number} for number in numbers(20_000_000, len(faults))))
    filed = office.file(*map(spoiled, rows, faults))
    assert {one.fate for one in filed} == {Fate.REFUSED}
    assert all(one.advice and one.field and one.reason for one in filed)
    assert "subject" not in filed_counts(at)
