"""A proof of identity: what is asked before a deed that weighs, and what was typed meanwhile.

A form sent too long after the last proof is answered with the same form again: every field it
brought, hidden, and one field for the password or the code. It goes to the same address, so
the deed is done in the step that brings the proof, and nothing has to be typed twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fastapi import Request
from fastapi.routing import APIRoute

from states.terms import Text
from web.security import KEY_FIELD, Posted

PROOF_FIELD = "identity_proof"


class NotConfirmed(Exception):
    """Too long ago did the person prove who it is; `fault` is what was wrong with a proof."""

    def __init__(self, fault: Text | None = None, *, status: int = 403) -> None:
        """Keep what is to be said."""
        super().__init__(fault.en if fault else "")
        self.fault, self.status = fault, status


class TakesProof:
    """What stands before a route whose form may bring a proof of identity beside its fields."""


@dataclass(frozen=True, slots=True)
class Confirming:
    """The page that asks who sits there: where its form goes and what it carries along."""

    action: str
    carried: tuple[tuple[str, str], ...]
    asks_code: bool
    fault: Text | None = None


def takes_proof(request: Request) -> bool:
    """Whether the route of a request stands behind a proof of identity."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return False
    return any(isinstance(each.call, TakesProof) for each in route.dependant.dependencies)


def without_proof(posted: Posted) -> Posted:
    """Return a form as its own page sent it."""
    kept = {name: values for name, values in posted.fields.items() if name != PROOF_FIELD}
    return replace(posted, fields=kept)


def carried(fields: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Return each field of a form and its values, but for the key every page has of its own."""
    for name, values in fields.items():
        if name not in (KEY_FIELD, PROOF_FIELD):
            yield from ((name, value) for value in values)
