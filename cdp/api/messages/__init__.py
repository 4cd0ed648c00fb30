"""Messages on the surface."""
