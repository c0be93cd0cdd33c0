"""What handlers may read beside their turn: narrow, read-only, one protocol for each part.

The real ones stand in `bot/store` and are put together in `bot/app.py`. A handler that reads is
an `async def`; one that needs only its turn stays a plain function.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.reads.announcements import AnnouncementReads, Silence
from bot.core.reads.certificates import CertificateReads, NoCertificates
from bot.core.reads.evidence import EvidenceReads, NoCabinet, NothingShared, SharedReads
from bot.core.reads.links import LinkReads, NoLinks
from bot.core.reads.officials import Nobody, OfficialReads
from bot.core.reads.reminders import NoReminders, ReminderReads
from bot.core.reads.trainings import NoTrainings, TrainingReads


@dataclass(frozen=True)
class Reads:
    """All that can be read."""

    officials: OfficialReads = field(default_factory=Nobody)
    evidence: EvidenceReads = field(default_factory=NoCabinet)
    shared: SharedReads = field(default_factory=NothingShared)
    links: LinkReads = field(default_factory=NoLinks)
    reminders: ReminderReads = field(default_factory=NoReminders)
    trainings: TrainingReads = field(default_factory=NoTrainings)
    certificates: CertificateReads = field(default_factory=NoCertificates)
    announcements: AnnouncementReads = field(default_factory=Silence)
