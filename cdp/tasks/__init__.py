"""Tasks: what is to be done next for a person, by whom and until when."""
