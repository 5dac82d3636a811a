"""The demo: published cases as the press tells them, and examples that are marked as made up."""
