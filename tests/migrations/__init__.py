"""Tests of the migrations, and of the check that finds a database other than declared."""
