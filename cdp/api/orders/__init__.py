"""Orders on the surface."""
