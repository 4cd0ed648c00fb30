"""Ports in memory, fixed clocks and cheap keys: what tests of this package and of others run on."""
