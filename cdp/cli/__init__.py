"""The command `cdp`: what people type, translated into calls. Nothing is decided here."""


def main() -> None:
    """Run the command that the arguments name, and exit with what came of it."""
    from cdp.cli.command import run

    run()
