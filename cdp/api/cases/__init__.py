"""Service cases and satisfaction on the surface."""
