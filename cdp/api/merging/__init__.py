"""Who is one person with whom, on the surface: looked at, decided and taken back by stewards."""
