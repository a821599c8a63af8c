"""From a file or a database to concerns and back: rows, values, rows."""
