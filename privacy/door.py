"""The door: decide, fetch keys, write it down, and only then hand over a Grant.

    read     statement ─► judge ─► wrapped keys ─► leaf committed ─► Grant
    write    keys ─► intent committed ─► the caller's transaction ─► outcome committed ─► Grant

A Grant is constructed here and nowhere else (a house test reads the syntax trees). The order of
the calls in each method cannot change: a leaf is committed before the first byte is opened.

A person who may not be seen costs what a number never seen costs: the same key query, the same
number of unwraps, one pseudonym, one leaf.
"""

from __future__ import annotations

from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacy.deliberation import NUMBERS, allowed, decide, last_keys, nobody
from privacy.errors import LedgerUnavailable, StalePolicy
from privacy.grant import Grant
from privacy.terms import KEY_OF, KeyCategory
from privacy.threshold import Opened
from privacy.vault import pseudonym
from privacy.witness import shown
from privacy.writing import UNWRITTEN, Writing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.debts import Debts
    from privacy.errors import Refusal
    from privacy.gate import Ask, Ruling, Standing, Verdict
    from privacy.ledger.append import Ledger
    from privacy.ledger.entry import LastingEffect, Leaf
    from privacy.ledger.receipt import Receipt
    from privacy.policy import Policy
    from privacy.terms import DataCategory, LegalBasis, ReasonCode
    from privacy.threshold import InForce
    from privacy.vault import Keyring
    from privacy.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The only way to personal data, in or out."""

    keyring: Keyring
    ledger: Ledger
    debts: Debts
    witness: Witness
    clock: Callable[[], datetime]
    ids: Callable[[], UUID]

    async def refuse(
        self, ask: Ask, refusal: Refusal, policy: Policy, in_force: InForce
    ) -> tuple[Receipt, ...]:
        """Write down that the gate refused. Nobody was looked for.

        Raises:
            LedgerUnavailable: it could not be written down.
        """
        await self._repay(in_force)
        return tuple(await self.ledger.append([self.witness.refusal(ask, refusal, policy)]))

    async def read_log(self, ask: Ask, ruling: Ruling, count: int) -> tuple[Receipt, ...]:
        """Write down that `count` entries of the ledger itself are about to be shown."""
        return tuple(await self.ledger.append([self.witness.log_read(ask, ruling, count)]))

    async def check(self, ruling: Ruling, in_force: InForce) -> bool:
        """Stop where the ruling is of another policy than the rows, and repay what is owed.

        Whether nothing is owed any more: false only for a ruling that narrows, which goes on.

        Raises:
            StalePolicy: rule again, by the policy in force.
            LedgerUnavailable: a debt could not be repaid, so nothing goes on.
        """
        if in_force.policy != ruling.policy_hash:
            raise StalePolicy
        if ruling.narrows:
            return not in_force.owed  # it waits for nobody's debts: its own leaves follow them
        await self._repay(in_force)
        return True

    async def _repay(self, in_force: InForce) -> None:
        if in_force.owed:
            await self.debts.repay(self.ledger)

    async def admit(
        self,
        ask: Ask,
        ruling: Ruling,
        standings: Sequence[Standing],
        in_force: InForce,
        *,
        beside: int = 0,
    ) -> Opened:
        """Who of `standings` may be seen, and a grant for them, which whoever asks must close.

        `beside`: how many of them are of a person who is among them already, by another subject of
        hers: they stand for nobody who was asked about and is not there.

        Raises: as `check`; LedgerUnavailable where the access could not be written down.
        """
        await self.check(ruling, in_force)
        handler, of, asked = self.witness.handler, ask.categories, ask.asked + beside
        decided = await decide(
            self.keyring, handler, of, ruling, standings, ids=self.ids, asked=asked, beside=beside
        )
        receipts = tuple(await self.ledger.append(self.witness.told(ask, ruling, decided)))
        seen, grant = decided.seen, None
        if seen:
            grant = Grant(
                purpose=ruling.purpose,
                entry=receipts[0].index,
                operation=ask.operation,
                views=ruling.views,
                keys={s.subject: decided.keys[s.subject] for s in seen},
            )
        return Opened(grant=grant, seen=seen, receipts=receipts, verdicts=decided.verdicts)

    @asynccontextmanager
    async def open(
        self, ask: Ask, ruling: Ruling, standings: Sequence[Standing], in_force: InForce
    ) -> AsyncIterator[Opened]:
        """As `admit`; its keys are dropped at the end of the block."""
        with closing(await self.admit(ask, ruling, standings, in_force)) as opened:
            yield opened

    async def turn_away(
        self, ask: Ask, ruling: Ruling, standings: Sequence[Standing], *, has_asked: bool = False
    ) -> Sequence[Receipt]:
        """Write down that a write found nobody whom it may be about; the cost is one for all.

        `has_asked`: the keys were asked for already, and were not there: the person was erased.
        """
        if has_asked:
            decided = nobody(self.keyring, self.witness.handler)
        else:
            decided = await decide(
                self.keyring, self.witness.handler, frozenset(), ruling, standings, ids=self.ids
            )
        missed = self.witness.miss(ask, ruling, decided.verdicts, decided.names)
        return await self.ledger.append([missed])

    @asynccontextmanager
    async def erasing(
        self, ask: Ask, ruling: Ruling, subjects: Sequence[UUID], erased: Sequence[DataCategory]
    ) -> AsyncIterator[Opened]:
        """Announce that all of her `subjects` go; the grant reads her numbers, to suppress them.

        Raises: KeyErased where her keys are gone; LedgerUnavailable, and nothing is erased.
        """
        keys, names = await last_keys(self.keyring, self.witness.handler, subjects)
        [receipt] = await self.ledger.append([self.witness.erasure(ask, ruling, erased, names)])
        grant = Grant(
            purpose=ruling.purpose,
            entry=receipt.index,
            operation=ask.operation,
            views=NUMBERS,
            keys=keys,
        )
        with closing(Opened(grant=grant, seen=(), receipts=(receipt,))) as opened:
            yield opened

    async def begin(
        self,
        ask: Ask,
        ruling: Ruling,
        subject: UUID,
        *,
        basis: LegalBasis | None,
        effect: LastingEffect | None,
        is_new: bool,
        is_paid: bool,
        beside: Sequence[UUID] = (),
    ) -> Writing:
        """Announce a write about `subject`, and hand over what seals it.

        `effect` is what it changes for good; `is_paid` what `check` said of the ledger. `beside`
        are the other subjects of the same person: the entry names them, and their keys are held.

        The intent is committed when this returns; the caller's transaction comes next, then
        `applied` or `failed`. A crash in between leaves the intent open, and the sweeper ends it.

        Raises:
            KeyErased: the person was erased; answer as for a number never seen.
            LedgerUnavailable: the intent could not be written down and the act does not narrow.
        """
        begun = await self.begin_many(
            ask,
            ruling,
            new=[subject] if is_new else [],
            known=[] if is_new else [subject, *beside],
            basis=basis,
            effect=effect,
            is_paid=is_paid,
        )
        writing = begun[subject]
        writing.beside = tuple(begun[other] for other in beside)
        return writing

    async def begin_many(
        self,
        ask: Ask,
        ruling: Ruling,
        *,
        new: Sequence[UUID],
        known: Sequence[UUID],
        basis: LegalBasis | None,
        effect: LastingEffect | None = None,
        is_paid: bool,
    ) -> Mapping[UUID, Writing]:
        """Announce one operation about many people, at most `SUBJECTS_MAX` of them, by one entry.

        The writings share their grant, their intent and what they commit to: `applied` or
        `failed`, given any of them, ends the operation for all.

        Raises: as `begin`; KeyErased where anybody of `known` was erased.
        """
        needed = frozenset(KEY_OF[category] for category in ask.writes | ask.categories)
        keys = await self.keyring.to_write(
            new=new, known=known, needed=needed | {KeyCategory.AUDIT}
        )
        audits = {who: opened[KeyCategory.AUDIT] for who, opened in keys.items()}
        names = [pseudonym(audit, self.witness.handler, who) for who, audit in audits.items()]
        intent = self.witness.intent(ask, ruling, basis, effect, names)
        receipts = list(await self._announce(intent, ruling) if is_paid else ())
        grant = Grant(
            purpose=ruling.purpose,
            entry=receipts[0].index if receipts else UNWRITTEN,
            operation=ask.operation,
            views={},
            keys=dict(keys),
            may_seal=ruling.may_write,
        )
        return Writing.of_many(ask, ruling, audits, grant=grant, intent=intent, receipts=receipts)

    async def _announce(self, intent: Leaf, ruling: Ruling) -> Sequence[Receipt]:
        """The receipt of a committed intent; none where the ledger is down and the act narrows."""
        try:
            return await self.ledger.append([intent])
        except LedgerUnavailable:
            if ruling.narrows:
                return ()
            raise

    def outcome(self, writing: Writing, verdict: Verdict | None = None) -> tuple[Leaf, ...]:
        """The leaves that say the write stands; by `verdict` its payload shows the person."""
        return self.witness.applied(
            writing.intent,
            at=self.clock(),
            cells=writing.cells,
            verdict=verdict,
            fields=shown(writing.ruling, writing.ask.categories) if verdict else (),
        )

    async def applied(self, writing: Writing, *standings: Standing) -> Grant | None:
        """Write down that the data stand; a grant for the payload, where it may show the person.

        `standings` are what a statement after the write returned of her subjects; none: the
        payload shows nobody. Of whoever was not announced nothing is shown. The caller closes the
        grant.

        Raises:
            LedgerUnavailable: the data stand, the outcome does not yet: the sweeper writes it.
        """
        announced = {each.subject for each in writing.everybody}
        seen = allowed(writing.ruling, [each for each in standings if each.subject in announced])
        verdict = next(iter(seen.values()), None)
        leaves = self.outcome(writing, verdict)
        held = writing.grant.hand_over()
        receipts = await self.ledger.append(leaves)
        writing.receipts.extend(receipts)
        if verdict is None:
            return None
        return Grant(
            purpose=writing.ruling.purpose,
            entry=receipts[0].index,
            operation=writing.ask.operation,
            views=writing.ruling.views,
            keys={who: held[who] for who in seen},
        )

    async def failed(self, writing: Writing, reason: ReasonCode) -> None:
        """Write down that nothing was changed.

        Raises:
            LedgerUnavailable: the sweeper writes it.
        """
        writing.grant.close()
        if not writing.is_owed:
            leaf = self.witness.ended(writing.intent, at=self.clock(), reason=reason)
            writing.receipts.extend(await self.ledger.append([leaf]))
