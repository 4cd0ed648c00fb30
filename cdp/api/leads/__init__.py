"""Leads on the surface: people who asked to be contacted, and what became of it."""
