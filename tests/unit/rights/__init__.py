"""Tests of persons' requests."""
