"""Composes forms, language analysis and storage into a consultation engine."""

__version__ = "0.1.0"
