"""The edge: bytes and headers on one side, a `Request`, an `Actor` and an `Answer` on the other."""
