"""Numbers: whose they are, where that is doubtful."""
