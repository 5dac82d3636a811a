"""A sitting as it stands: who sits, who must not vote, what a vote rests on, and the count."""
