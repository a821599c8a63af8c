"""Makes the files in ``nlp/models``; never imported when the analysis runs."""
