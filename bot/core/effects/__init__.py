"""Effects: what a handler wants done. It never does it itself; intake writes it all at once.

The words of one part of the house stand in one module here, and `bot/store/effects.py` says who
carries them out.
"""

from bot.core.effects.announcements import (
    Announce,
    DropSegment,
    KeepSegment,
    MarkRead,
    OrderList,
    Steer,
)
from bot.core.effects.base import Effect
from bot.core.effects.evidence import (
    CommentOn,
    DropEvidence,
    KeepEvidence,
    MoveEvidence,
    SeePaper,
    ShareResult,
    TakeBack,
)
from bot.core.effects.links import JoinByCode, KeepCode, NoteGuess
from bot.core.effects.officials import (
    AcceptInvitation,
    AnswerRequest,
    HandOver,
    InviteOfficial,
    LeaveOffice,
    RemoveOfficial,
    ShowCode,
    WithdrawInvitation,
)
from bot.core.effects.person import AskOfficial, Forget, NotePress, NoteQuestion, Remember
from bot.core.effects.products import DropProduct, KeepProduct, LiveAt
from bot.core.effects.reminders import (
    AllowKind,
    CancelDeadline,
    FinishSeries,
    KeepPaper,
    MoveDeadline,
    PutDeadline,
    Snooze,
    StopKind,
)
from bot.core.effects.trainings import (
    CancelTraining,
    ChangeTraining,
    CloseFeed,
    GiveMaterials,
    JoinTraining,
    LeaveTraining,
    MarkCame,
    NameRegistered,
    OpenFeed,
    OpenTraining,
    RateTraining,
)

__all__ = [
    "AcceptInvitation",
    "AllowKind",
    "Announce",
    "AnswerRequest",
    "AskOfficial",
    "CancelDeadline",
    "CancelTraining",
    "ChangeTraining",
    "CloseFeed",
    "CommentOn",
    "DropEvidence",
    "DropProduct",
    "DropSegment",
    "Effect",
    "FinishSeries",
    "Forget",
    "GiveMaterials",
    "HandOver",
    "InviteOfficial",
    "JoinByCode",
    "JoinTraining",
    "KeepCode",
    "KeepEvidence",
    "KeepPaper",
    "KeepProduct",
    "KeepSegment",
    "LeaveOffice",
    "LeaveTraining",
    "LiveAt",
    "MarkCame",
    "MarkRead",
    "MoveDeadline",
    "MoveEvidence",
    "NameRegistered",
    "NoteGuess",
    "NotePress",
    "NoteQuestion",
    "OpenFeed",
    "OpenTraining",
    "OrderList",
    "PutDeadline",
    "RateTraining",
    "Remember",
    "RemoveOfficial",
    "SeePaper",
    "ShareResult",
    "ShowCode",
    "Snooze",
    "Steer",
    "StopKind",
    "TakeBack",
    "WithdrawInvitation",
]
