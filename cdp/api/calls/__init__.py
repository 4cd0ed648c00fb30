"""Calls on the surface."""
