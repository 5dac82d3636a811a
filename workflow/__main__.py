"""`python -m workflow`: the verbs of `chuyenhoa` that need no web server."""

from workflow.cli import app

if __name__ == "__main__":
    app()
