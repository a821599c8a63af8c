"""Stores what the engine has to remember, on SQLite or PostgreSQL."""
