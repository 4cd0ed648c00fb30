"""The demonstration: three flows through HTTP, each a list of promises that hold or do not."""
