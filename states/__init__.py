"""What is lawful: pure, dated, explained. No clock, no database, no page."""
