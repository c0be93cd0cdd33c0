"""Our whole bot behind Zalo's webhook: `python -m benchmarks.zalo_ours API PORT FOLDER`.

The settings are made here and not read, for the public address is this machine's and not https.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from bot.app import open_app
from bot.commands.zalo import add_zalo
from bot.settings import Settings
from tests.fakes.zalo import TOKEN


async def main(api: str, port: int, folder: Path) -> None:
    """Serve until killed."""
    settings = Settings(
        ocop_data=folder,
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        zalo_token=TOKEN,
        zalo_api_base=api,
        zalo_monthly=0,
        zalo_rate=0,
    )
    app = await open_app(settings)
    await add_zalo(app)
    await app.run()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
