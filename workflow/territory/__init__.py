"""The administrative units: vendored lists, how they are read, and how they hang together."""
