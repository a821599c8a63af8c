"""Sets a questionnaire for paper."""
