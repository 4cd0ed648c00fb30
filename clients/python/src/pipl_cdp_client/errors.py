"""Errors: how a call ends without an answer. None of them repeats what was sent.

CdpError
├── Unreachable        nobody answered
├── NotUnderstood      the answer is not one of this service, or of another version
└── Declined           the service says no, with a code
├── Unauthenticated    it does not know the token
│   └── StepUpRequired     it wants a stronger or fresher login
├── RateLimited        it wants to be asked later
└── Unavailable        it cannot answer now
"""

from __future__ import annotations


class CdpError(Exception):
    """A call that ended without an answer."""


class Unreachable(CdpError):
    """Nobody answered, or not in time: whether a write was done is not known. Look first."""

    def __init__(self) -> None:
        super().__init__("The service could not be reached, or did not answer in time.")


class NotUnderstood(CdpError):
    """The answer does not have the form that this package was generated for."""

    def __init__(self, status: int, request_id: str | None) -> None:
        super().__init__(
            f"The answer (status {status}, request {request_id}) does not fit this package: "
            "generate it from the contract of the service that answers."
        )
        self.status = status
        self.request_id = request_id


class Declined(CdpError):
    """The service declined. Branch on `code`; `docs/reference/errors.md` lists what each asks."""

    def __init__(
        self,
        *,
        code: str,
        message: str,
        status: int,
        request_id: str | None = None,
        message_zh: str | None = None,
        field: str | None = None,
        article: str | None = None,
        fault: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(f"{code}: {message} (request {request_id})")
        self.code = code
        self.message = message
        self.message_zh = message_zh
        self.status = status
        self.request_id = request_id
        self.field = field
        self.article = article
        self.fault = fault
        self.retry_after_s = retry_after_s


class Unauthenticated(Declined):
    """The token is missing, over, or not of this service; `fault` says which."""


class StepUpRequired(Unauthenticated):
    """The operation needs a login that is stronger or fresher than the token's (RFC 9470)."""

    acr_values: tuple[str, ...] = ()
    """What the login must reach, the first choice first."""
    max_age_s: int | None = None
    """How long ago it may have been."""


class RateLimited(Declined):
    """Too much was asked. `retry_after_s` says when to ask again."""


class Unavailable(Declined):
    """The service cannot answer now; nothing was shown. `retry_after_s` says when to ask again."""
