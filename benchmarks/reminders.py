"""Reminders: a year of many people, punctuality, stalls and stops, beside what one would pick.

    .venv/bin/python -m benchmarks.reminders [--people 1000 10000 50000 100000] [--due 1000]
                                             [--killed 5000] [--only year|ways|kill]

See benchmarks/README.md for what the columns mean. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from knowledge.load import CONTENT, load_or_last_good
from tests import postgres
from tests.test_reminders_kill import killed

ROOT = Path(__file__).parent.parent
WAYS = {
    "ours": "our engine",
    "jobqueue": "python-telegram-bot's JobQueue",
    "apscheduler": "APScheduler, job store on SQLite",
    "patient": "the same, however late",
}
LEAD, OFF, GRACE = 20.0, 6.0, 25.0  # seconds before the moment, off after it, and to wait
KILLS = 20


def years(people: list[int]) -> None:
    """The first table: growth with the number of people."""
    print(f"{'people':>8} {'messages':>10} {'seconds':>9} {'CPU s':>8} {'MB':>6}")
    for count in people:
        sys.stderr.write(f"a year of {count} people …\n")
        command = [sys.executable, "-m", "benchmarks.reminders_year", str(count)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        many, messages, wall, cpu, megabytes = done.stdout.split()
        print(f"{many:>8} {messages:>10} {wall:>9} {cpu:>8} {megabytes:>6}", flush=True)


def ways(due: int, chosen: list[str]) -> None:
    """The second table: so many due at one moment; idle, stalled over it, switched off over it."""
    print(f"\n{'':48}{'told':>7}{'lost':>7}{'twice':>7}{'p50 late':>10}{'p99 late':>10}")
    for case in ("idle", "stalled 5 s", "off 6 s"):
        for way in chosen:
            name = f"{case}: {WAYS[way]}"
            sys.stderr.write(f"{name} …\n")
            print(_line(name, due, _told(way, due, case)), flush=True)


def _told(way: str, due: int, case: str) -> list[tuple[str, float]]:
    with tempfile.TemporaryDirectory(prefix="ocop-ways-") as name:
        folder, moment = Path(name), time.time() + LEAD
        process = _start(way, folder, moment, due, case)
        if case.startswith("off"):
            time.sleep(max(0.0, moment - 1 - time.time()))
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(max(0.0, moment + OFF - time.time()))
            process = _start(way, folder, moment, due, case)
        _until_quiet(folder / "ledger", moment, due)
        process.kill()
        process.wait()
        return _read(folder / "ledger")


def _start(way: str, folder: Path, moment: float, due: int, case: str) -> subprocess.Popen[bytes]:
    stall = "1" if case.startswith("stalled") else "0"
    command = ["benchmarks.reminders_ways", way, str(folder), str(moment), str(due), stall]
    return subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stderr=subprocess.DEVNULL)


def _until_quiet(ledger: Path, moment: float, due: int) -> None:
    """Until all were told, or long enough after the moment nothing more comes."""
    while time.time() < moment + GRACE and len(_read(ledger)) < due:
        time.sleep(0.5)
    time.sleep(2)


def _read(ledger: Path) -> list[tuple[str, float]]:
    if not ledger.exists():
        return []
    lines = [line.split() for line in ledger.read_text(encoding="ascii").splitlines()]
    return [(line[0], float(line[1])) for line in lines if len(line) == 2]


def _line(name: str, due: int, told: list[tuple[str, float]]) -> str:
    times = Counter(who for who, _ in told)
    late = sorted(seconds for _, seconds in told)
    twice = sum(count > 1 for count in times.values())
    waits = [
        f"{late[round(share * (len(late) - 1))]:.2f} s" if late else "–" for share in (0.5, 0.99)
    ]
    return (
        f"{name:<48}"[:48]
        + f"{len(times):>7}{due - len(times):>7}{twice:>7}"
        + "".join(f"{wait:>10}" for wait in waits)
    )


def kills(due: int) -> None:
    """The third table: SIGKILL at random points while so many are due."""
    print()
    load_or_last_good(CONTENT, ROOT / "data" / "cache" / "content.json")
    for name in ("SQLite, one process", "PostgreSQL, three processes"):
        sys.stderr.write(f"killed: {name} …\n")
        with tempfile.TemporaryDirectory(prefix="ocop-killed-") as folder:
            shutil.copytree(ROOT / "data" / "cache", Path(folder) / "cache")
            print(f"{name}: {_killed(name, Path(folder), due)}", end="", flush=True)


def _killed(name: str, folder: Path, due: int) -> str:
    from bot.store.migrate import migrate

    if name.startswith("SQLite"):
        migrate("", folder)
        return asyncio.run(killed("", folder, due, KILLS))
    if postgres.programs() is None:
        return "not measured: no PostgreSQL here\n"
    with postgres.server() as server, postgres.database(server, "killed") as url:
        migrate(url, folder)
        return asyncio.run(killed(url, folder, due, KILLS))


def main() -> None:
    """All three tables, or one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000, 50_000, 100_000])
    parser.add_argument("--due", type=int, default=1_000)
    parser.add_argument("--killed", type=int, default=5_000)
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--only", choices=("year", "ways", "kill"))
    given = parser.parse_args()
    if given.only in (None, "year"):
        years(given.people)
    if given.only in (None, "ways"):
        ways(given.due, given.ways)
    if given.only in (None, "kill"):
        kills(given.killed)


if __name__ == "__main__":
    main()
