"""The commands ``consult questionnaire``: check, import and export."""
