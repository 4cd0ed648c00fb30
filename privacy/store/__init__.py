"""This package's tables and statements: the only SQL of `privacy`."""
