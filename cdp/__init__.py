"""The service: nouns inside, edges outside, one door between."""
