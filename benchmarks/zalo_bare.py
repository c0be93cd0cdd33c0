"""What one would write in an afternoon: `python -m benchmarks.zalo_bare KIND API PORT FOLDER`.

KIND "sqlite": Starlette, one sqlite3 connection, a row a webhook with a COMMIT that waits for the
disk, an echo through httpx after the answer. KIND "sdk": Starlette and python-zalo-bot, an echo,
nothing is kept. Neither knows who talks, dedupes, or sends again what did not go out.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import uvicorn
import zalo_bot
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.zalo import TOKEN

SECRET = "bare-secret"
Said = Callable[[str, str], Awaitable[Any]]


def main(kind: str, api: str, port: int, folder: Path) -> None:
    """Set the webhook and serve until killed."""
    hook = {"url": f"http://127.0.0.1:{port}/zalo", "secret_token": SECRET}
    httpx.post(f"{api}/bot{TOKEN}/setWebhook", json=hook)
    say, keep = _sdk(api) if kind == "sdk" else _plain(api, folder / "bare.sqlite3")

    async def take(request: Request) -> Response:
        if request.headers.get("x-bot-api-secret-token") != SECRET:
            return Response(status_code=403)
        message = (await request.json())["result"]["message"]
        keep(message)
        echo = BackgroundTask(say, message["chat"]["id"], message["text"])
        return Response("ok", background=echo)

    app = Starlette(routes=[Route("/zalo", take, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def _plain(api: str, path: Path) -> tuple[Said, Callable[[Any], None]]:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE inbox (update_id TEXT, text TEXT)")
    client = httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=32))

    async def say(chat: str, text: str) -> None:
        await client.post(f"{api}/bot{TOKEN}/sendMessage", json={"chat_id": chat, "text": text})

    def keep(message: Any) -> None:
        with connection:
            row = (message["message_id"], message["text"])
            connection.execute("INSERT INTO inbox VALUES (?, ?)", row)

    return say, keep


def _sdk(api: str) -> tuple[Said, Callable[[Any], None]]:
    bot = zalo_bot.Bot(TOKEN, base_url=api)
    return bot.send_message, lambda message: None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
