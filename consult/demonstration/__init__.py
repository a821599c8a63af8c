"""The demonstration: an invented district, its answers, and what came of them."""
