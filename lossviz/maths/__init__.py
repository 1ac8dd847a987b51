"""What losses are computed with, and a loss along a line."""
