"""What the processing log is narrowed to: read from an address, or from a form of its page."""

from collections.abc import Mapping
from datetime import date

from web import typed
from web.parts import FieldFault
from web.security import TypedForm
from workflow.views.record import Wanted

LONGEST = 100


class FilterForm(TypedForm):
    """The filters as a form of the log's page carries them."""

    case: str = ""
    deed: str = ""
    person: str = ""
    since: str = ""
    until: str = ""

    @property
    def said(self) -> dict[str, str]:
        """Return each filter, cut to its length."""
        return {name: str(text)[:LONGEST] for name, text in self}


def days_of(said: Mapping[str, str]) -> tuple[dict[str, date | None], tuple[FieldFault, ...]]:
    """Return the days of the filters, and what is wrong with one that cannot be read."""
    days, faults = {}, []
    for name in ("since", "until"):
        try:
            days[name] = typed.day_or_none(said[name])
        except typed.Unreadable as fault:
            faults.append(FieldFault(name, fault.says))
    return days, tuple(faults)


def wanted_of(said: Mapping[str, str], days: Mapping[str, date | None]) -> Wanted:
    """Return what the filters ask for, from the newest entry on."""
    return Wanted(
        case=said["case"],
        deed=said["deed"],
        person=said["person"],
        since=days.get("since"),
        until=days.get("until"),
    )
