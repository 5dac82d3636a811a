"""The words of a cell: as they are compared, and as a sentence may repeat them."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from workflow.intake.layout import LARGEST

LONGEST_SHOWN = 60


def shown(cell: Any) -> str:  # noqa: ANN401 -- whatever stands in a spreadsheet
    """Return a cell as a sentence may repeat it: short, in one line, no control characters."""
    if isinstance(cell, Mapping):
        return str(next(iter(cell.values())))
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= LARGEST:
        return str(int(cell))
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return f"{cell:g}".replace(".", ",")
    text = plain_words(cell)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def plain_words(cell: Any) -> str:  # noqa: ANN401 -- whatever stands in a spreadsheet
    """Return the words of a cell: NFC, single spaces, nothing that turns or hides letters."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    composed = unicodedata.normalize("NFC", str("" if cell is None else cell))
    kept = "".join(sign for sign in composed if sign.isspace() or _is_seen(sign))
    return " ".join(kept.split())


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Cn")
