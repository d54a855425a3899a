"""The address of a room as a QR code."""

import segno

from xtsviz.serve.qr_code import qr_svg, qr_terminal

ADDRESS = "http://192.0.2.7:8123/?token=abcdefghjk"


def test_a_terminal_has_white_squares_on_black_whatever_its_colours():
    lines = qr_terminal(ADDRESS).splitlines()
    size = len(segno.make(ADDRESS, micro=False).matrix) + 4  # a margin of two squares
    assert len(lines) == (size + 1) // 2
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in lines)
    assert {len(line) - len("\x1b[97;40m\x1b[0m") for line in lines} == {size}


def test_a_page_has_one_svg_without_scripts():
    svg = qr_svg(ADDRESS)
    assert svg.startswith("<svg")
    assert svg.endswith("</svg>")
    assert "script" not in svg
    assert "<title>QR code of the address</title>" in svg
