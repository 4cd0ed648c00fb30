"""Matching on the surface: what a steward is asked, what she says, and the rules that she sets."""
