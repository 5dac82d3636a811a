"""The tables, by theme; importing this package makes the metadata complete.

Table models hold rows and nothing else: they check nothing, walk nowhere, and are never forms.
"""

from workflow.models.appointments import Council, CouncilSeat, Delegation, GrantRequest
from workflow.models.cases import CaseFile, CaseNumber, Paper, PaperKind, Quota
from workflow.models.deadlines import TimeSegment
from workflow.models.decisions import Decision, DecisionKind, DecisionLine, DecisionState
from workflow.models.figures import FigureRow, Verification
from workflow.models.history import Entry, EntryPlace, LogHead
from workflow.models.people import Appointment, Person
from workflow.models.places import Holiday, Place, PlaceParent, PlaceTitle, Succession
from workflow.models.reminders import MailAddress, Outbox, Reminder
from workflow.models.requests import CorrectionRequest, HandedOver, Waiver
from workflow.models.sign_ins import (
    PasswordLink,
    PasswordLinkRequest,
    RecoveryCode,
    SecondFactor,
    SignInAttempt,
    SignInHalf,
    SignInSession,
)
from workflow.models.sittings import Attendance, Motion, Recusal, Sitting, Vote

__all__ = [
    "Appointment",
    "Attendance",
    "CaseFile",
    "CaseNumber",
    "CorrectionRequest",
    "Council",
    "CouncilSeat",
    "Decision",
    "DecisionKind",
    "DecisionLine",
    "DecisionState",
    "Delegation",
    "Entry",
    "EntryPlace",
    "FigureRow",
    "GrantRequest",
    "HandedOver",
    "Holiday",
    "LogHead",
    "MailAddress",
    "Motion",
    "Outbox",
    "Paper",
    "PaperKind",
    "PasswordLink",
    "PasswordLinkRequest",
    "Person",
    "Place",
    "PlaceParent",
    "PlaceTitle",
    "Quota",
    "RecoveryCode",
    "Recusal",
    "Reminder",
    "SecondFactor",
    "SignInAttempt",
    "SignInHalf",
    "SignInSession",
    "Sitting",
    "Succession",
    "TimeSegment",
    "Verification",
    "Vote",
    "Waiver",
]
