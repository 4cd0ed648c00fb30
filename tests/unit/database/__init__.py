"""Tests of what the database package decides without a server."""
