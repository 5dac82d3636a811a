"""Who may open which page and send which form, read off the declarations the routes stand under."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from states.terms import Role
from web.dependencies import EVERYONE, admissions, may
from web.page import page

router = APIRouter(prefix="/plans", dependencies=[may(*EVERYONE)])


@dataclass(frozen=True, slots=True)
class Permitted:
    """One address and method: `roles` may use it; none of them when everybody may."""

    method: str
    path: str
    public: bool
    everyone: bool
    roles: tuple[Role, ...]

    @property
    def changes(self) -> bool:
        """Whether it is a form that is sent."""
        return self.method == "POST"


@dataclass(frozen=True, slots=True)
class Area:
    """The addresses that begin with the same word."""

    name: str
    rows: tuple[Permitted, ...]


@router.get("/permissions")
def show_permissions(request: Request) -> Response:
    """Every page and every form with who may use it: what is not listed here does not exist."""
    rows = sorted(_permitted(request.app.state.routes), key=lambda one: (one.path, one.method))
    areas = [Area(name, tuple(each)) for name, each in groupby(rows, key=_first_word)]
    return page(request, "permissions.html", areas=areas, many=len(rows))


def _permitted(routes: Iterable[APIRoute]) -> Iterator[Permitted]:
    for route in routes:
        declared = admissions(route)
        named = [set(each.roles) for each in declared if not each.public]
        admitted = set.intersection(*named) if named else set()
        for method in sorted(route.methods or ()):
            yield Permitted(
                method=method,
                path=route.path,
                public=not named,
                everyone=admitted == set(EVERYONE),
                roles=tuple(role for role in Role if role in admitted and role is not Role.COUNCIL),
            )


def _first_word(row: Permitted) -> str:
    return row.path.split("/")[1]
