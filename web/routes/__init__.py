"""The pages: each route parses, calls one verb or one view, and renders or redirects."""
