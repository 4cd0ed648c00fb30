"""PostgreSQL: addresses and roles, sessions, migrations, and our starter of the embedded server."""
