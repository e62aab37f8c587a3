"""The text report on a real terminal, a pseudo one: its width, its colours, and none of them."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from uratori.report.width import widest

ROOT = Path(__file__).parents[1]
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(columns: int, **environ: str) -> str:
    """Run ``check`` on a terminal of that width and give all that it shows."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    given = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "uratori", "check", "docs/example.txt", "--offline",
         "--published", "2026-01-26"],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.STDOUT,
        env={**given, "TERM": "xterm-256color", **environ},
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # what Linux says when the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(master)
    assert process.wait(timeout=60) == 1
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_lines_fit_the_terminal_and_are_coloured(columns: int) -> None:
    shown = on_terminal(columns)
    assert "\x1b[1;31m✗ 数字どうしが合わない\x1b[0m" in shown
    assert "\x1b[31m【1/3を超える】\x1b[0m" in shown
    lines = _COLOUR.sub("", shown).splitlines()
    assert max(widest(line) for line in lines if "://" not in line) <= columns
    assert "-" * columns in lines


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_turned_off_and_says_nothing_alone(environ: dict[str, str]) -> None:
    plain = on_terminal(80, **environ)
    assert "\x1b" not in plain
    assert plain == _COLOUR.sub("", on_terminal(80))
