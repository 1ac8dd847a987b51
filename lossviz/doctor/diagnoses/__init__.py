"""What a history can be a sign of: a file for each, found by looking."""
