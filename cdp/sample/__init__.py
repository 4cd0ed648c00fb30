"""A sample company: people whom nobody knows, and the files that a company would have of them."""
