"""Opening the web chat, for `run`."""

from __future__ import annotations

from bot.app import App
from bot.settings import Settings

NO_PORT = "Trang chat: PORT=0 nên chưa mở."


def add_web(app: App) -> str:
    """Serve the web chat too, and say where it is. Raises PortTaken."""
    from bot.channels.web import Pusher, WebChannel  # a slow import, for those who need it
    from bot.channels.web.push import kept_key

    settings = app.settings
    if not settings.port:
        return NO_PORT
    subject = f"https://{_host(settings)}" if settings.public_url else "https://localhost"
    hosts = tuple(host.strip() for host in settings.push_hosts.split(",") if host.strip())
    key = kept_key(settings.ocop_data / "vapid.pem")
    channel = WebChannel(
        app.db,
        app.clock,
        app.knowledge.library.texts,
        settings.ocop_data,
        pusher=Pusher(app.db, app.clock, key, subject, hosts=hosts),
        title=title(app),
        public_url=settings.public_url,
        proxies=settings.behind_proxies,
        rate=settings.web_rate,
    )
    app.add(channel)
    app.pages += channel.routes(app.receiver(channel))
    app.bind()
    shown = settings.public_url.rstrip("/") or f"http://127.0.0.1:{settings.port}"
    return f"Trang chat: mở {shown}/ bằng trình duyệt."


def title(app: App) -> str:
    """What the page is called: the bot, and whose it is."""
    texts, office = app.knowledge.library.texts, app.settings.office
    return texts["me_of"].format(office=office) if office else texts["me"]


def _host(settings: Settings) -> str:
    return settings.public_url.removeprefix("https://").split("/")[0]
