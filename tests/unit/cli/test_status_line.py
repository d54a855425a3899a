"""The line that tells a trainer who is there."""

import sys

from xtsviz.cli.terminal import StatusLine


def test_in_a_pipe_each_change_is_a_line(capsys):
    line = StatusLine()
    for text in ("1 here", "1 here", "2 here\x1b[2J"):
        line.show(text)
    line.close()
    assert capsys.readouterr().err == "1 here\n2 here\\x1b[2J\n"


def test_in_a_terminal_one_line_is_written_anew(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    line = StatusLine()
    line.show("1 here")
    line.show("2 here")
    line.close()
    line.close()
    assert capsys.readouterr().err == "\r1 here\x1b[K\r2 here\x1b[K\n"
