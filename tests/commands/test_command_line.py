"""The command line, run as a person runs it: real processes, real exit codes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ("run", "chat", "ask", "check", "doctor", "migrate", "knowledge", "questions", "poster")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that these tests share, so that the search is built once."""
    return tmp_path_factory.mktemp("data")


def bot(
    *words: str, data: Path, given: str | bytes = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot …` in an empty folder with this standard input."""
    written = given if isinstance(given, bytes) else given.encode()
    ran = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=data,
        input=written,
        capture_output=True,
        timeout=100,
        check=False,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "OCOP_DATA": str(data),
            "PYTHONIOENCODING": "utf-8",
            **environment,
        },
    )
    decoded = (ran.stdout.decode(), ran.stderr.decode())
    return subprocess.CompletedProcess(ran.args, ran.returncode, *decoded)


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("words", [(), *[(c,) for c in COMMANDS], ("knowledge", "export")])
def test_help_is_vietnamese(words: tuple[str, ...], data: Path) -> None:
    ran = bot(*words, "--help", data=data)
    assert ran.returncode == 0
    assert "Cách dùng" in ran.stdout and "xem hướng dẫn này" in ran.stdout
    for english in ("usage:", "options:", "positional arguments", "show this help"):
        assert english not in ran.stdout


@pytest.mark.parametrize("words", [(), ("khong_co",), ("ask", "--on", "31/02/2027", "x"), ("ask",)])
def test_a_mistake_is_one_line_and_exit_code_2(words: tuple[str, ...], data: Path) -> None:
    ran = bot(*words, data=data)
    assert ran.returncode == 2
    assert one_line(ran.stderr)


def test_ask_answers_with_source_and_check_date(data: Path) -> None:
    ran = bot("ask", "giấy chứng nhận OCOP có thời hạn bao lâu", data=data)
    assert ran.returncode == 0
    assert "36 tháng" in ran.stdout
    assert "Nguồn: Quyết định 26/2026/QĐ-TTg" in ran.stdout and "Kiểm tra ngày" in ran.stdout


def test_ask_says_why(data: Path) -> None:
    plain = bot("ask", "nop ho so o dau", data=data)
    why = bot("ask", "nop ho so o dau", "--why", data=data)
    assert len(why.stdout) > len(plain.stdout)


def test_ask_on_a_day_before_we_know_says_so(data: Path) -> None:
    ran = bot("ask", "thưởng sản phẩm 4 sao bao nhiêu tiền", "--on", "2001-01-01", data=data)
    assert ran.returncode == 1
    assert "15 triệu" not in ran.stdout and "10 triệu" not in ran.stdout


def test_ask_jsonl_answers_each_line(data: Path) -> None:
    lines = [
        {"id": 1, "question": "nộp hồ sơ ở đâu"},
        {"id": "hai", "question": "xin chào"},
        {"id": 3, "question": ""},
    ]
    given = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\nhỏng\n"
    ran = bot("ask", "--jsonl", data=data, given=given)
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [a["id"] for a in answers] == [1, "hai", 3, None]
    assert answers[0]["outcome"] == "answer" and answers[0]["topics"][0] == "submit_where"
    assert answers[1]["outcome"] == "smalltalk" and answers[1]["topics"] == []
    assert "error" in answers[3]
    assert all(a["ms"] >= 0 for a in answers[:3])


def test_chat_through_a_pipe(data: Path) -> None:
    """One line in, the replies out; a number is a button; it goes on where it was."""
    ran = bot("chat", data=data, given="/start\n1\n")
    assert ran.returncode == 0
    assert "Trợ lý OCOP" in ran.stdout and "1. Hỏi đáp" in ran.stdout
    assert "Anh/chị muốn hỏi về phần nào?" in ran.stdout
    again = bot("chat", data=data, given="1\n")
    assert "anh/chị chọn một mục" in again.stdout


def test_chat_takes_bytes_that_are_no_text(data: Path) -> None:
    ran = bot("chat", data=data, given=b"\xff\x00\xfe\n\n" + b"A" * 100_000 + b"\n")
    assert ran.returncode == 0
    assert "Traceback" not in ran.stdout + ran.stderr


def test_run_with_nothing_says_how_to_reach_the_chat(data: Path) -> None:
    ran = bot("run", data=data, PORT="0")
    assert ran.returncode == 0
    assert "TELEGRAM_TOKEN" in ran.stdout and "make run" in ran.stdout


def test_migrate_twice_changes_nothing(tmp_path: Path) -> None:
    assert "Đã cập nhật" in bot("migrate", data=tmp_path).stdout
    again = bot("migrate", data=tmp_path)
    assert again.returncode == 0 and "mới nhất" in again.stdout


def test_doctor_looks_at_everything_and_shows_no_secret(data: Path) -> None:
    token = "123456789:" + "A" * 35
    ran = bot("doctor", data=data, TELEGRAM_TOKEN=token)
    for word in ("Python", "Thư mục dữ liệu", "Nội dung", "Telegram", "OFFICE"):
        assert word in ran.stdout
    assert token not in ran.stdout and "TELEGRAM_TOKEN=********" in ran.stdout


def test_the_book_of_questions_has_no_names(data: Path) -> None:
    bot("chat", data=data, given="nộp hồ sơ ở đâu, gọi em số 0912 345 678 nhé\n")
    ran = bot("questions", data=data)
    assert ran.returncode == 0
    assert "gọi em số [số] nhé" in ran.stdout
    assert "0912" not in ran.stdout


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"PORT": "tám nghìn"}, "PORT"),
        ({"PUBLIC_URL": "http://a.vn"}, "PUBLIC_URL"),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://a:bimat@127.0.0.1:1/b"}, "PostgreSQL"),
        ({"OCOP_DATA": "/proc/khong_ghi_duoc"}, "OCOP_DATA"),
        ({"TELEGRAM_TOKEN": "sai"}, "TELEGRAM_TOKEN"),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_to_do(
    environment: dict[str, str], word: str, data: Path
) -> None:
    ran = bot("run", data=data, **environment)
    assert ran.returncode == 2
    assert one_line(ran.stderr) and word in ran.stderr
    assert "bimat" not in ran.stderr


def test_a_taken_database_names_the_way_out(tmp_path: Path, data: Path) -> None:
    bot("migrate", data=tmp_path)
    import fcntl

    with (tmp_path / "ocop.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = bot("chat", data=tmp_path, given="chào\n")
    assert ran.returncode == 2
    assert one_line(ran.stderr) and "PostgreSQL" in ran.stderr


def test_a_taken_port_is_one_line(data: Path) -> None:
    from bot.server import PortTaken, Server

    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        with pytest.raises(PortTaken, match="PORT"):
            Server([], other.getsockname()[1])


def test_settings_come_from_dotenv_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OFFICE=xã Yên Hòa\nPORT=9000\n", encoding="utf-8")
    ran = bot("doctor", data=tmp_path, PORT="9001")
    assert "OFFICE=xã Yên Hòa" in ran.stdout and "PORT=9001" in ran.stdout
