"""What happens and is remembered: the only writer of the database."""
