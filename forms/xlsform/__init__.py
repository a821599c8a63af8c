"""Reads questionnaires from XLSForms and writes them back."""
