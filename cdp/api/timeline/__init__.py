"""The timeline on the surface: everything that happened with one person, in one order."""
