"""Objects by their ids: whatever an earlier answer named, once more."""
