"""The room of restrictions: whose data nobody may process but for exempt purposes."""
