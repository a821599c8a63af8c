"""The recognisers behind `nlp.redact`, one module per family of personal data."""
