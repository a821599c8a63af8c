"""What people who answer see: the first page and, from it, the questions."""
