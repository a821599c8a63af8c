"""What leaves the database for people: released, withheld, and why."""
