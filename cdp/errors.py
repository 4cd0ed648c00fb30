"""What can go wrong in the service around the privacy package.

    CdpError
    ├── Advised              cannot be done as it was asked; `advice` says what to do
    │   ├── InvalidField     a value that was sent cannot be filed; names the field and the form
    │   ├── DocumentRefused  the GraphQL document is unknown, malformed or not allowed
    │   ├── FileUnreadable   a file to import is no table of text that can be read; `line`
    │   ├── FileUnwritable   a file to write to is there already, or its folder is not ours
    │   ├── Conflict         the record was filed before, or another writer came first
    │   │   └── FiledBefore  its source filed a record of that number before
    │   └── ServerUnusable   the embedded PostgreSQL cannot be made, started or reached
    ├── Several              things do not fit together; `problems` lists how
    │   ├── SettingsInvalid  the environment does not describe a service that may start
    │   ├── MappingInvalid   the columns of a file and our fields
    │   ├── DeploymentUnfit  keys, settings and databases
    │   └── SchemaUnfit      a database is not as the code declares it
    ├── Unauthenticated      the caller did not prove who asks
    ├── IssuerKeysUnavailable  nobody can be told apart: the issuer's keys cannot be read
    ├── FactRefused          something may not be said in a span or a log line
    ├── InvalidSources       the file of sources cannot be loaded
    ├── NobodyThere          there is no such person, or none for this purpose: never which
    ├── Unclassified         a coordinate of the surface says not what it holds
    ├── PolicyUnset          no policy is in force, so nothing may be seen
    ├── DatabaseUnset        no address is configured for this database and role
    ├── DatabaseUnavailable  the server cannot be reached now, so nothing was changed
    │   ├── CommitUnknown    it went away during COMMIT: the change stands or does not
    │   └── DriverConfused   the driver lost track of a session, as when its server dies; `said`
    ├── DatabaseRefused      the server does not let this role into this database
    ├── StatementFailed      the server refused a statement; `sqlstate` says why
    │   ├── ConstraintViolated  a uniqueness, reference, check or exclusion rule; `constraint`
    │   ├── MigrationFailed     a step of a migration; `step` is how its statement begins
    │   ├── TryAgain            deadlock or serialisation: the same transaction may succeed
    │   └── TookTooLong         a statement or transaction ran past its bound
    └── SessionUnfit         a session's settings would lose acknowledged data

No message carries a value that came from outside: facts stand in attributes, and those are
codes, keys of settings, names of constraints and places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacy.terms import ReasonCode


class CdpError(Exception):
    """Root of this package's errors."""

    @property
    def message(self) -> str:
        """The advice: this class's docstring, first line."""
        return (type(self).__doc__ or "").split("\n", 1)[0]

    def __str__(self) -> str:
        """Give the advice, never a value."""
        return self.message


class Advised(CdpError):
    """Something cannot be done as it was asked. `advice` says what to do, and holds no value."""

    def __init__(self, advice: str) -> None:
        super().__init__()
        self.advice = advice

    def __str__(self) -> str:
        """Give the advice."""
        return self.advice


class Several(CdpError):
    """Things do not fit together. `problems` names each by its key or place, and no value."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """List them, one a line."""
        return "\n".join((self.message, *self.problems))


class SettingsInvalid(Several):
    """The settings are not usable, so nothing starts. Each line names a key and what to do."""


class IssuerKeysUnavailable(CdpError):
    """The token issuer's keys cannot be read, so nobody can prove who asks. Try again shortly."""


class FactRefused(CdpError):
    """A span, a measure or a log line was given something that telemetry may not say."""


class InvalidField(Advised):
    """A value cannot be filed. `field` names it, `advice` its form; the value stands nowhere."""

    def __init__(self, field: str, advice: str) -> None:
        super().__init__(advice)
        self.field = field

    def __str__(self) -> str:
        """Name the field and its form."""
        return f"{self.field}: {self.advice}"


class InvalidSources(CdpError):
    """The file of sources cannot be loaded. `fault` says what is wrong with it."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self.fault = fault

    def __str__(self) -> str:
        """Say what is wrong."""
        return f"{self.message} {self.fault}"


class FileUnreadable(Advised):
    """A file cannot be imported. `advice` says what to export instead, `line` where it fails."""

    def __init__(self, advice: str, *, line: int | None = None) -> None:
        super().__init__(advice)
        self.line = line

    def __str__(self) -> str:
        """Give the place and the advice; what stands there is not repeated."""
        return self.advice if self.line is None else f"Line {self.line}: {self.advice}"


class FileUnwritable(Advised):
    """A file cannot be written. `advice` says which name to give instead."""


class MappingInvalid(Several):
    """The columns of the file do not fit the fields. Each line names a key and what to do."""


class NobodyThere(CdpError):
    """There is nobody to show or change here for this purpose."""


class Conflict(Advised):
    """The record was filed before, or another writer came first. `advice` says what to do."""


class FiledBefore(Conflict):
    """The source filed a record of this number before; it stands as it was filed."""


class Unclassified(CdpError):
    """A coordinate of the surface is not classified. Label it @personal or @open."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def __str__(self) -> str:
        """Name the coordinate."""
        return f"{self.message} ({self.place})"


class PolicyUnset(CdpError):
    """No policy is in force, so nothing may be seen. Start the service once: it activates one."""


class DocumentRefused(Advised):
    """The GraphQL document cannot be used. `reason` is its code, `advice` says what to send."""

    def __init__(self, reason: ReasonCode, advice: str) -> None:
        super().__init__(advice)
        self.reason = reason


class Unauthenticated(CdpError):
    """No valid access token came with the request. `fault` says what is wrong with it."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self.fault = fault


class ServerUnusable(Advised):
    """The embedded PostgreSQL cannot be used. The attribute `advice` says what to do."""


class DatabaseUnset(CdpError):
    """No address is configured for a database. `setting` names the one to set."""

    def __init__(self, setting: str) -> None:
        super().__init__()
        self.setting = setting

    def __str__(self) -> str:
        """Name the setting."""
        return f"Set {self.setting}: the address of this database for this role is not configured."


class DatabaseUnavailable(CdpError):
    """The database cannot be reached, so nothing was changed. Try again shortly."""

    def __init__(self, retry_after_s: int = 1) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


class CommitUnknown(DatabaseUnavailable):
    """The database went away during COMMIT. Look the operation up before doing it again."""


class DriverConfused(DatabaseUnavailable):
    """The database driver lost track of a session, which was ended. Try again shortly."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said

    def __str__(self) -> str:
        """Add the driver's words: they name its states and type numbers, never values."""
        return f"{self.message} {self.said}"


class DatabaseRefused(CdpError):
    """The server does not let this role in. Check the address, and run `cdp db upgrade`."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate


class StatementFailed(CdpError):
    """The database refused a statement. `sqlstate` is PostgreSQL's code for the reason."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate

    def __str__(self) -> str:
        """Give the code; the server's own message may hold values and is dropped."""
        return f"The database refused a statement (SQLSTATE {self.sqlstate})."


class ConstraintViolated(StatementFailed):
    """A rule of the schema refuses the row. `constraint` is the rule's name."""

    def __init__(self, sqlstate: str, constraint: str) -> None:
        super().__init__(sqlstate)
        self.constraint = constraint

    def __str__(self) -> str:
        """Name the rule, never the row."""
        return f"A row breaks the rule {self.constraint or '(unnamed)'} (SQLSTATE {self.sqlstate})."


class MigrationFailed(StatementFailed):
    """A step of a migration was refused, and nothing was changed. `step` is how it begins."""

    def __init__(self, sqlstate: str, step: str) -> None:
        super().__init__(sqlstate)
        self.step = step

    def __str__(self) -> str:
        """Show the statement's beginning: steps are written by us and hold no record's values."""
        return f"Nothing was changed: SQLSTATE {self.sqlstate} at: {self.step}"


class TryAgain(StatementFailed):
    """Another transaction, or a migration, stood in its way. Run it again from its start."""


class TookTooLong(StatementFailed):
    """The statement or transaction ran past its time bound and was rolled back."""


class SessionUnfit(CdpError):
    """The server would lose acknowledged data. `setting` names what must be turned on."""

    def __init__(self, setting: str) -> None:
        super().__init__()
        self.setting = setting

    def __str__(self) -> str:
        """Name the setting."""
        return f"PostgreSQL's setting {self.setting} must be on for this role and server."


class DeploymentUnfit(Several):
    """Keys, settings and databases do not belong together, so nothing starts."""


class SchemaUnfit(Several):
    """A database is not as the code declares it. `problems` names every difference."""
