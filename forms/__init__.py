"""What a questionnaire is and how answers behave; pure, no web, no database."""
