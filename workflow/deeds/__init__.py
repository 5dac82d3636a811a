"""What can be done, one file per noun; every deed is recorded."""
