"""A model of people, numbers and merges, against which the service is held."""
