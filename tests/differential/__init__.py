"""Two executors, one answer: random operations over the whole schema, and whoever shapes them."""
