"""Ingestion: from the files that companies have to rows that acts can file, and a report."""
