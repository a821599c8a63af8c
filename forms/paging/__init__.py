"""Lays the body of a questionnaire out on pages, each decidable when it is shown."""
