"""Papers in the form of Decree 30/2020: what one says, and the two writers, Word and PDF/A."""
