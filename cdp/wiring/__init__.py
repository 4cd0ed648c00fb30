"""Wiring: the one place that knows everything, and hands each part what it needs."""

from cdp.wiring.assembly import Service, now, service
from cdp.wiring.keys import Keys, ids_of, keys_of

__all__ = ["Keys", "Service", "ids_of", "keys_of", "now", "service"]
