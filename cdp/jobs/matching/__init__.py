"""The jobs of matching: comparing everybody, or whoever changed, and making missing tokens."""
