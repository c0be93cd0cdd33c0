"""The one place that chooses real things: this database, this library, these channels."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field

from starlette.routing import BaseRoute

from bot import calendar_feed
from bot.clockwork import Clockwork
from bot.core.channel import Bubble, Channel, Limits, Receive, Refused, Webhook
from bot.core.clock import Clock, SystemClock
from bot.core.held import for_channel
from bot.core.message import Incoming, Outgoing
from bot.core.reads import Reads
from bot.evidence import Cabinet
from bot.intake import Intake
from bot.library import Knowledge, open_knowledge
from bot.printing import Printer
from bot.server import Server
from bot.settings import Settings
from bot.store.announcements_reads import StoredAnnouncements
from bot.store.certificates import CertificateBook
from bot.store.database import Database, open_database
from bot.store.links import StoredLinks
from bot.store.official_book import OfficialBook
from bot.store.reminders import ReminderBook
from bot.store.shared import SharedBook
from bot.store.trainings_read import TrainingBook
from handlers.desk import Desk
from handlers.routes import answerer
from jobs.broadcasts import Broadcasts
from jobs.deliver import Deliverer, reap
from jobs.quiet import is_open
from jobs.reach import Reach

log = logging.getLogger(__name__)

HINT_AFTER = 0.5  # seconds that somebody waits before "typing" is shown


@dataclass
class App:
    """Everything of one process. Channels are added, then `run` works until it is cancelled."""

    settings: Settings
    knowledge: Knowledge
    db: Database
    clock: Clock
    deliverers: dict[str, Deliverer] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)
    pages: list[BaseRoute] = field(default_factory=list)  # served beside the webhooks
    server: Server | None = None
    intake: Intake = field(init=False)
    printer: Printer = field(init=False)
    cabinet: Cabinet = field(init=False)
    broadcasts: Broadcasts = field(init=False)
    clockwork: Clockwork = field(init=False)
    _buttonless: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Put the one road in together."""
        self.printer = Printer(self.settings.ocop_data / "made")
        self.cabinet = Cabinet(self.db, self.settings.ocop_data / "evidence", self._channel)
        library, finder = self.knowledge.library, self.knowledge.finder
        settings = self.settings
        desk = Desk(
            library,
            finder,
            settings.office,
            settings.contact,
            self._reads(),
            settings.public_url.rstrip("/"),
        )
        if settings.public_url:
            self.pages.append(calendar_feed.route(self.db, desk.reads, library, self.clock))
        folder = settings.ocop_data / "announced"
        self.broadcasts = Broadcasts(
            self.db, self.clock, desk.text, folder, self._served, self._wake
        )
        self.clockwork = Clockwork(
            self.db,
            self.clock,
            library,
            self.cabinet,
            self.printer,
            self.broadcasts,
            self._wake_all,
        )
        self.intake = Intake(
            self.db,
            answerer(desk),
            self.clock,
            sorry=library.texts["failed"],
            wake=self._wake,
            buttonless=self._buttonless,
        )

    def _reads(self) -> Reads:
        """What handlers may read, from this database."""
        return Reads(
            links=StoredLinks(self.db),
            officials=OfficialBook(self.db),
            evidence=self.cabinet,
            shared=SharedBook(self.db),
            reminders=ReminderBook(self.db),
            trainings=TrainingBook(self.db),
            certificates=CertificateBook(self.db),
            announcements=StoredAnnouncements(
                self.db, self._limits, self.settings.approve_above, self._bubbles
            ),
        )

    def add(self, channel: Channel) -> Deliverer:
        """Serve this channel too."""
        self.channels.append(channel)
        if not channel.limits.buttons:
            self._buttonless.add(channel.name)
        deliverer = Deliverer(
            self.db,
            channel,
            self.clock,
            ready=self._ready,
            bulk_rate=self.settings.announce_rate,
            may_announce=is_open,
            reach=Reach(self.db, self._served, self._wake),
        )
        self.deliverers[channel.name] = deliverer
        return deliverer

    def _served(self) -> dict[str, Channel]:
        return {channel.name: channel for channel in self.channels}

    def _limits(self) -> dict[str, Limits]:
        return {channel.name: channel.limits for channel in self.channels}

    def _bubbles(self, name: str, message: Outgoing) -> tuple[Bubble, ...]:
        """How a message would look on a channel of ours; nothing where it can never go."""
        channel = self._channel(name)
        with suppress(Refused):
            return channel.bubbles(for_channel(message, name)) if channel else ()
        return ()

    def _channel(self, name: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.name == name), None)

    def _ready(self, message: Outgoing) -> Outgoing:
        """With its file on this machine, made or taken out of the cabinet."""
        return self.cabinet.ready(self.printer.ready(message))

    def receiver(self, channel: Channel) -> Receive:
        """The intake for one channel; who waits longer than a moment sees "typing"."""

        async def receive(incoming: Incoming) -> None:
            waiting = asyncio.create_task(_later(HINT_AFTER, channel, incoming.address))
            try:
                await self.intake.receive(incoming)
            finally:
                waiting.cancel()

        return receive

    async def receive_and_deliver(self, incoming: Incoming) -> None:
        """Answer and deliver before returning: for a pipe, where each line awaits its replies."""
        await self.intake.receive(incoming)
        await self.deliverers[incoming.channel].once()

    async def run(self) -> None:
        """Serve all channels until cancelled, or until the terminal's person leaves."""
        await self.take_up()
        async with AsyncExitStack() as stack:
            server = self.bind()
            stack.push_async_callback(self.clockwork.start().stop)
            workers = [asyncio.create_task(d.run()) for d in self.deliverers.values()]
            workers += [asyncio.create_task(server.run())] if server else []
            stack.push_async_callback(_ended, workers)
            await self._listen()

    async def take_up(self) -> None:
        """Rows that a dead process of ours held are free at once where nobody else can hold any."""
        if self.db.alone:
            freed = await reap(self.db, self.clock.now(), everything=True)
            log.info("taken up after the last stop: %s", freed)
        await self.clockwork.burn()

    async def close(self) -> None:
        """Let go of channels and database."""
        for channel in self.channels:
            await channel.close()
        await self.db.close()

    async def _listen(self) -> None:
        """Until the terminal ends (its person left), else for ever."""
        tasks = {c.name: asyncio.create_task(c.listen(self.receiver(c))) for c in self.channels}
        try:
            if "terminal" in tasks:
                await tasks["terminal"]
            else:
                await asyncio.gather(*tasks.values())
                await asyncio.Event().wait()  # webhooks only: the server does the work
        finally:
            await _ended(list(tasks.values()))

    def bind(self) -> Server | None:
        """Take the port, once, where there is something to serve. Raises PortTaken."""
        self.server = self.server or self._server()
        return self.server

    def _server(self) -> Server | None:
        webhooks: list[Webhook] = []
        for channel in self.channels:
            webhooks += channel.webhooks(self.receiver(channel))
        if not webhooks and not self.pages:
            return None
        return Server(webhooks, self.settings.port, self.pages)

    def _wake(self, channel: str) -> None:
        if channel in self.deliverers:
            self.deliverers[channel].wake()

    def _wake_all(self) -> None:
        for deliverer in self.deliverers.values():
            deliverer.wake()


async def open_app(settings: Settings, clock: Clock | None = None) -> App:
    """Bring the database up to date and open it, then load the knowledge.

    In this order, for a wrong setting shows at once. Raises StoreError and ContentFaults.
    """
    from bot.store.migrate import migrate  # slow to import, and `ask` never needs it

    before, after = migrate(settings.database_url, settings.ocop_data)
    if before != after:
        log.info("database brought from %r to %r", before, after)
    db = await open_database(settings.database_url, settings.ocop_data)
    try:
        knowledge = open_knowledge(settings)
    except BaseException:
        await db.close()
        raise
    for fault in knowledge.faults:
        log.error("content: %s", fault)
    return App(settings, knowledge, db, clock or SystemClock())


async def _later(seconds: float, channel: Channel, address: str) -> None:
    await asyncio.sleep(seconds)
    await channel.hint(address)


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
