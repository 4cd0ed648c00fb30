"""What can go wrong between a question and personal data.

    PrivacyError
    ├── Refusal              the gate said no; carries the reason and its article
    ├── StalePolicy          another policy version is in force; compile again and retry
    ├── LedgerUnavailable    the access could not be written down, so nothing is shown
    ├── LedgerBroken         the access log contradicts what it has signed: stop and verify it
    ├── InvalidLeaf          a ledger entry has a field that is not of its pattern
    ├── Tampered             a sealed value or wrapped key does not authenticate
    ├── UnknownWord          the database holds a word that its enumeration does not have
    ├── KeyErased            the data key is gone: answer as for a number never seen
    ├── Unsealable           the text is no text that can be sealed
    ├── SuiteUnavailable     this build of OpenSSL lacks the suite's algorithms
    ├── RootKeyUnusable      the root key cannot be read safely
    │   └── RootKeyMissing   there is no root key file yet
    ├── PhoneRefused         the text is not a number that can be an identity
    ├── InvalidConsent       the consent event contradicts its cell or its history
    ├── PolicyInvalid        the policy document cannot be loaded
    ├── ImpossibleStep       a rights request cannot go there from where it stands
    ├── SameActor            who opened a request approves its plan: somebody else must
    └── PlanChanged          the plan is not the one that was approved

No message carries a person's data: facts stand in attributes, and those are codes and places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacy.terms import ReasonCode


class PrivacyError(Exception):
    """Root of this package's errors."""

    @property
    def message(self) -> str:
        """The advice: this class's docstring, first line."""
        return (type(self).__doc__ or "").split("\n", 1)[0]

    def __str__(self) -> str:
        """Give the advice, never a value."""
        return self.message


class Refusal(PrivacyError):
    """The policy does not allow this. The reason code and its article say why."""

    def __init__(self, reason: ReasonCode, article: str | None = None) -> None:
        super().__init__()
        self.reason = reason
        self.article = article

    def __str__(self) -> str:
        """Name the rule."""
        return (
            self.reason.value if self.article is None else f"{self.reason.value} ({self.article})"
        )


class StalePolicy(PrivacyError):
    """Another version of the policy came into force. Ask again: the operation is compiled anew."""


class LedgerUnavailable(PrivacyError):
    """The access log cannot be written, so nothing was shown or changed. Try again shortly."""


class LedgerBroken(PrivacyError):
    """The access log contradicts what it has signed. Keep a copy, export it and verify it."""


class InvalidLeaf(PrivacyError):
    """A ledger entry holds something it may not hold. `field` names where, never what."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def __str__(self) -> str:
        """Name the field."""
        return f"{self.field}: {self.message}"


class Tampered(PrivacyError):
    """A sealed value does not authenticate under its key and place. Restore it and investigate."""


class UnknownWord(PrivacyError):
    """The database holds a word that this version does not know. `kind` names its enumeration.

    Run the version that wrote it, or a later one.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __str__(self) -> str:
        """Name the enumeration, never the word."""
        return f"{self.kind}: {self.message}"


class KeyErased(PrivacyError):
    """The data key of this person and category is gone. Treat the value as erased."""


class Unsealable(PrivacyError):
    """This text cannot be sealed. Send Unicode text without lone surrogates, 64 KiB at most."""


class SuiteUnavailable(PrivacyError):
    """This build lacks the cipher suite. Set CDP_SUITE=01, or install PyPI's cryptography."""


class RootKeyUnusable(PrivacyError):
    """The root key cannot be used. The attribute `advice` says what to do."""

    def __init__(self, advice: str) -> None:
        super().__init__()
        self.advice = advice

    def __str__(self) -> str:
        """Give the advice: it names files and modes, no keys."""
        return self.advice


class RootKeyMissing(RootKeyUnusable):
    """There is no root key file yet. The attribute `advice` names where it was looked for."""


class PhoneRefused(PrivacyError):
    """This is not a telephone number that can stand for a person. `advice` says what to send."""

    def __init__(self, advice: str) -> None:
        super().__init__()
        self.advice = advice

    def __str__(self) -> str:
        """Give the advice, which never repeats the input."""
        return self.advice


class InvalidConsent(PrivacyError):
    """The consent statement cannot be recorded. `advice` says what is missing or contradictory."""

    def __init__(self, advice: str) -> None:
        super().__init__()
        self.advice = advice

    def __str__(self) -> str:
        """Give the advice."""
        return self.advice


class PolicyInvalid(PrivacyError):
    """The policy document cannot be loaded. `problems` lists every fault with place and advice."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """List the faults, one a line."""
        return "\n".join((self.message, *self.problems))


class ImpossibleStep(PrivacyError):
    """The request cannot go there from where it stands. Read where it stands, and what it lacks."""


class SameActor(PrivacyError):
    """Who opened a request does not approve its plan. Have another person look at it."""


class PlanChanged(PrivacyError):
    """The plan is not the one that was approved. Have it drawn up and approved anew."""
