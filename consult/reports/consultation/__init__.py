"""The report of a consultation, and the pages of those who run it."""
