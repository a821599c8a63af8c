"""What the report of a consultation looks like on the desk, and its file."""
