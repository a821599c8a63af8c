"""Statements in, proposed concerns out; pure, no web, no database, no network."""
