"""Cases: what a person asks of our service, how it was solved, and how she liked it."""
