"""The command line: `python -m bot …`, also installed as `ocop-bot`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from bot.commands import (
    admin,
    announce,
    ask,
    assess,
    certificates,
    chat,
    check,
    content,
    doctor,
    export,
    migrate,
    people,
    plan,
    poster,
    questions,
    run,
    zalo,
)
from bot.commands.parser import MISUSE, Parser
from bot.core.channel import ChannelFault
from bot.server import PortTaken
from bot.settings import SettingsError
from bot.store.database import StoreError
from knowledge.load import ContentFaults

COMMANDS = (
    run,
    chat,
    ask,
    assess,
    check,
    doctor,
    migrate,
    content,
    questions,
    announce,
    export,
    zalo,
    admin,
    people,
    certificates,
    plan,
    poster,
)
FAULTS = (SettingsError, StoreError, PortTaken, ContentFaults, ChannelFault)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = Parser(prog="ocop-bot", description="Trợ lý OCOP: hỏi đáp OCOP cho bà con và cán bộ.")
    commands = whole.add_subparsers(metavar="LỆNH", required=True, parser_class=Parser)
    for command in COMMANDS:
        command.add(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 well, 1 the answer is no, 2 it cannot be done now."""
    given = parser().parse_args(arguments)
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
