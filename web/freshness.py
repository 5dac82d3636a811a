"""Before a vote, a decision or a grant: whoever sits there has lately proved who it is.

Put `fresh()` beside `may(…)` in the `dependencies` of a route, on the GET of the form as well
as on its POST. A GET leads to /confirm-identity and back; a POST is answered with the page
that carries along what was typed (`web.confirming`).
"""

from typing import cast

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency

from web.confirming import NotConfirmed, TakesProof
from web.cookies import hand_out
from web.dependencies import Now, Signed, Site, Store
from web.security import address_of
from workflow.deeds.confirming import NotYourPassword, Proof, confirm_identity
from workflow.deeds.second_step import WrongCode
from workflow.throttle import TooManyAttempts


class Freshness(TakesProof):
    """Whether the last proof of identity is recent enough, or comes with this very form.

    Where it is asked for by itself, none before counts.
    """

    def __init__(self, *, anew: bool) -> None:
        """Keep whether a new proof is asked for in any case."""
        self.anew = anew

    def __call__(
        self, request: Request, signed: Signed, settings: Site, engine: Store, now: Now
    ) -> None:
        """Let the request pass.

        Raises NotConfirmed.
        """
        typed = getattr(request.state, "proof", "")
        if typed:
            proof = Proof(signed=signed, typed=typed, address=address_of(request), at=now)
            prove(request, engine, proof)
        elif self.anew or now - signed.confirmed_at >= settings.lasting.proof:
            raise NotConfirmed


def fresh(*, anew: bool = False) -> Dependency:
    """Declare that a route is for somebody who proved a few minutes ago who it is."""
    return cast("Dependency", Depends(Freshness(anew=anew)))


def prove(request: Request, engine: Store, proof: Proof) -> None:
    """Check a proof and hand out the session's new token.

    Raises NotConfirmed, which says what was wrong.
    """
    try:
        token = confirm_identity(engine, proof)
    except (NotYourPassword, WrongCode) as refusal:
        raise NotConfirmed(refusal.says, status=422) from refusal
    except TooManyAttempts as refusal:
        raise NotConfirmed(refusal.says, status=429) from refusal
    if token is None:
        raise NotConfirmed
    hand_out(request, token)
