"""Requests of persons on the surface: opened, verified, approved, carried out, and looked at."""
