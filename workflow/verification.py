"""Whether the history is whole: every entry recomputed, then every case replayed.

Memory does not grow with the history: entries stream past one by one as bytes, and the cases
are replayed by the database from the columns that the walk has just compared with the texts.
One database alone cannot show that newest entries were cut off together with the head of the
log, nor a history forged from the first entry on with every hash recomputed: for that, compare
`root` with one noted elsewhere.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, text

from states.terms import Text
from workflow.database import reading
from workflow.merkle import EMPTY_ROOT, Tree, leaf_hash

Progress = Callable[[int, int], None]

SHOWN_EVERY = 1000
MOST_FAULTS = 20
_HEAD = re.compile(
    rb'\{"app":"[^"]*","at":"([^"]*)","by":"([0-9a-f]*)",'
    rb'"capacity":(?:null|"[^"\\]*(?:\\.[^"\\]*)*"),'
    rb'"case":(?:null|"([0-9a-f]*)"),"case_number":(?:null|([0-9]+)),"corrects":[^,]*,'
    rb'"deed":"([^"]*)","effective":(?:null|"([0-9-]*)"),"entry":([0-9]+),"facts":'
).match
_TAIL = re.compile(
    rb',"for":[^,]*,"from":(?:null|"([^"]*)"),"plan":(?:null|"[^"\\]*(?:\\.[^"\\]*)*"),'
    rb'"plan_digest":[^,]*,"salt":"[0-9a-f]*","to":(?:null|"([^"]*)")\}\Z'
).search
_LONGEST_TAIL = 400


class Row(NamedTuple):
    """One entry as the database holds it, every column as the bytes of its text."""

    at: bytes
    by: bytes
    case: bytes | None
    case_number: bytes | None
    deed: bytes
    effective: bytes | None
    number: bytes
    from_state: bytes | None
    to_state: bytes | None
    entry: bytes
    leaf: bytes
    root_after: bytes
