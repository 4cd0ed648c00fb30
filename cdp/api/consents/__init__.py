"""Consents on the surface: what a person said, and where each question stands."""
