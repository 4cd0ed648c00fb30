"""Interactions on the surface: what calls and messages have in common, and lists of both."""
