"""A bare echo bot on python-telegram-bot, as its manual has it: what our bot is measured against.

As a process: `python -m benchmarks.echo_ptb BASE TOKEN [--at-once]`.
"""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    if update.effective_chat and update.message:
        await context.bot.send_message(update.effective_chat.id, update.message.text or "…")


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """End the waiting mark and say which button it was."""
    if update.effective_chat and update.callback_query:
        await update.callback_query.answer()
        said = str(update.callback_query.data)
        await context.bot.send_message(update.effective_chat.id, said)


def main() -> None:
    """Poll until stopped; `--at-once` lets updates overlap."""
    base, token = sys.argv[1:3]
    builder: Any = Application.builder().token(token).base_url(f"{base}/bot")
    application = builder.concurrent_updates("--at-once" in sys.argv).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(press))
    application.run_polling()


if __name__ == "__main__":
    main()
