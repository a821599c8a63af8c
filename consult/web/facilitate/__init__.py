"""What those who run a consultation see of it: who answered, and what was said."""
