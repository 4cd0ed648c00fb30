"""What the explorer is told: the catalogue, and what a document can touch."""
