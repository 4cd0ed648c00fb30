"""Who types a command: the account of this machine under which the process runs."""

from __future__ import annotations

import os
import pwd


def account() -> str:
    """Its name, or its number where the machine knows no name, as some containers do."""
    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid-{number}"
