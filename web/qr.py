"""A QR code as a picture of the page itself: no file, no address, nothing from elsewhere."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class QrPicture:
    """The side of the picture in modules, with its quiet zone, and the path of the dark ones."""

    side: int
    path: str


def qr_picture(text: str) -> QrPicture:
    """Return the QR code of a text, of medium error correction."""
    rows = segno.make(text, error="m", micro=False).matrix
    return QrPicture(len(rows) + 2 * QUIET_ZONE, "".join(map(_runs, range(len(rows)), rows)))


def _runs(y: int, row: bytearray) -> str:
    """Return one row: a stroke of height one for each run of dark modules."""
    drawn, x = [], QUIET_ZONE
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            drawn.append(f"M{x} {y + QUIET_ZONE}h{length}v1h-{length}z")
        x += length
    return "".join(drawn)
