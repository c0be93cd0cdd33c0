"""The command line: `python -m bot …`, also installed as `ocop-bot`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.commands.parser import MISUSE, Parser
from bot.core.channel import ChannelFault
from bot.settings import SettingsError
from bot.store.database import StoreError
from knowledge.load import ContentFaults

COMMANDS = {
    "run": "run",
    "chat": "chat",
    "ask": "ask",
    "assess": "assess",
    "check": "check",
    "doctor": "doctor",
    "migrate": "migrate",
    "knowledge": "content",
    "questions": "questions",
    "announce": "announce",
    "export": "export",
    "quota": "zalo",
    "admin": "admin",
    "people": "people",
    "certificates": "certificates",
    "plan": "plan",
    "poster": "poster",
}
"""Each command and its module in bot.commands."""

FAULTS = (SettingsError, StoreError, ContentFaults, ChannelFault)


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """The whole command line, or the one command that is wanted: a small one loads little."""
    whole = Parser(prog="ocop-bot", description="Trợ lý OCOP: hỏi đáp OCOP cho bà con và cán bộ.")
    commands = whole.add_subparsers(metavar="LỆNH", required=True, parser_class=Parser)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        import_module(f"bot.commands.{COMMANDS[name]}").add(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 well, 1 the answer is no, 2 it cannot be done now."""
    words = sys.argv[1:] if arguments is None else arguments
    given = parser(words[0] if words else "").parse_args(words)
    try:
        return int(given.command(given))
    except FAULTS as fault:
        print(f"ocop-bot: {fault}", file=sys.stderr)
        return MISUSE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
