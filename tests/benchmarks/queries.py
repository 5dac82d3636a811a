"""How many statements a page asks the database, through the whole product."""

from collections.abc import Mapping

from states.terms import CaseState
from tests.builders import World
from tests.pages import Pages, counted
from tests.people_and_places import fill
from workflow.database import open_engine
from workflow.migrations import migrate

MOST = {"case page": 12, "list page": 6}


def count_queries(url: str) -> Mapping[str, int]:
    """Open the list and a recognized case, with its whole history, as an auditor."""
    engine = open_engine(url)
    migrate(engine)
    fill(engine)
    number = World(engine).a_case(CaseState.RECOGNIZED)
    pages = Pages(engine).signed_in("auditor")
    counts = {}
    for name, address in (("case page", f"/cases/{number}"), ("list page", "/cases")):
        pages.client.get(address)
        with counted(engine) as asked:
            answer = pages.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        counts[name] = len(asked)
    engine.dispose()
    return counts
