"""The command `cdp`: what people type, translated into calls. Nothing is decided here."""

import gc
from typing import Final

MADE_BETWEEN_LOOKS: Final = 20_000
"""Objects made and not yet dropped before Python looks for circles among them: the answers under
way hold some thousands, and make no circles; a start makes many that stay."""


def main() -> None:
    """Run the command that the arguments name, and exit with what came of it."""
    gc.set_threshold(MADE_BETWEEN_LOOKS)
    from cdp.cli.command import run

    run()
