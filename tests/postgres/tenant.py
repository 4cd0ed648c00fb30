"""A command that uses the embedded server until its input ends: `tenant.py STATE SITE BYTES`.

It says in one line of JSON where the server is, or why there is none. It imports the starter and
nothing else of the service, so that it also runs from a copy, under another account.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from cdp.database.embedded.programs import Programs
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.errors import ServerUnusable


def main() -> int:
    state_dir, site, limit = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    embedded = EmbeddedPostgres(state_dir=Path(state_dir), programs=Programs(site=Path(site)))
    try:
        with embedded.acquire() as tenancy:
            _say(socket=str(tenancy.socket), passwords=dict(tenancy.passwords))
            sys.stdin.read()
    except ServerUnusable as error:
        _say(advice=str(error))
        return 1
    return 0


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
