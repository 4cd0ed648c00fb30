"""What the service says about itself: spans, measures and log lines, none with a person in it."""
