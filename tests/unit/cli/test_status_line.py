"""The line that tells a trainer who is there."""

import sys

from xtsviz.cli.terminal import StatusLine


def test_in_a_pipe_there_is_a_line_for_each_number_of_visitors(capsys):
    line = StatusLine()
    for text, visitors in (("1 here", 1), ("1 here, 5 MB", 1), ("2 here\x1b[2J", 2)):
        line.show(text, visitors)
    line.close()
    assert capsys.readouterr().err == "1 here\n2 here\\x1b[2J\n"


def test_in_a_terminal_one_line_is_written_anew(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    line = StatusLine()
    monkeypatch.setenv("COLUMNS", "7")
    line.show("1 here", 1)
    line.show("2 here, 5 MB", 1)
    line.close()
    line.close()
    assert capsys.readouterr().err == "\r1 here\x1b[K\r2 here\x1b[K\n"
