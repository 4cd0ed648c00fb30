"""The root fields of the ledger."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.audit.types import AccessLogConnection, AccessLogFilter, AccessProof, Checkpoint
from cdp.api.labels import opened
from cdp.api.root import After, First, answer, question


@strawberry.type
class AuditQuery:
    """Questions about the ledger."""

    @question("Who saw what, for which purpose: the ledger, newest first. Nobody's data is in it.")
    def access_log(
        self,
        info: strawberry.Info,
        first: First,
        after: After = None,
        filter: Annotated[
            AccessLogFilter | None,
            strawberry.argument(directives=opened("words of the ledger"), description="Which."),
        ] = None,
    ) -> AccessLogConnection | None:
        """See `roots.access_log`."""
        return answer(info)

    @question("That an entry stands in the log, for a verifier that needs nothing of ours.")
    def access_proof(
        self,
        info: strawberry.Info,
        index: Annotated[
            str,
            strawberry.argument(
                directives=opened("place in the log"), description="The entry's index, decimal."
            ),
        ],
    ) -> AccessProof | None:
        """See `roots.access_proof`."""
        return answer(info)

    @question("The newest signed checkpoint of the log; null while it is empty.")
    def checkpoint(self, info: strawberry.Info) -> Checkpoint | None:
        """See `roots.checkpoint`."""
        return answer(info)
