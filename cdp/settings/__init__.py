"""Settings: the one place that reads the environment.

A key that is unknown, missing or unusable stops the start and is named, all at once, with what to
set; its value is never repeated. `docs/reference/settings.md` lists the same keys, and a test
compares the two.
"""

from cdp.settings.handler import handler_of
from cdp.settings.key import Documents, Environment, key_of
from cdp.settings.settings import DEVELOPMENT_ISSUER, Settings

__all__ = ["DEVELOPMENT_ISSUER", "Documents", "Environment", "Settings", "handler_of", "key_of"]
