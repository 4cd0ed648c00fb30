"""Attacks, each a test that states the refusal and what it costs. The index is README.md."""
