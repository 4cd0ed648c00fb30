"""Sources: where a record comes from, on what ground, and under which notice."""
