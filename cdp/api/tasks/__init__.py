"""Tasks on the surface."""
