"""The routes as they stand; `python -m tests.project.routes` prints them for routes.json."""

import json
import sys

from web.app import routes
from web.dependencies import Admission, admissions


def who(admitted: tuple[Admission, ...]) -> str:
    """The roles that pass every declaration a route stands under; "anyone" when all are public."""
    named = [set(each.roles) for each in admitted if not each.public]
    return ", ".join(sorted(set.intersection(*named))) if named else "anyone"


def declared() -> dict[str, str]:
    """Every route as "METHOD /path" with who may use it."""
    return {
        f"{method} {route.path}": who(admissions(route))
        for route in sorted(routes(), key=lambda route: route.path)
        for method in sorted(route.methods)
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(declared(), indent=2) + "\n")
