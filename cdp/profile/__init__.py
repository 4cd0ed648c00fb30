"""Profile: one person out of all records, as far as the decision allows."""
