"""The commands an operator types; the only place that composes from settings."""
