"""Snapshots of fragments: a file each below `__snapshots__`, HTML and SVG with one tag in a line."""

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class HtmlFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "html"

    def serialize(self, data, **_options):
        return f"{data}\n".replace("><", ">\n<")


class SvgFile(HtmlFile):
    file_extension = "svg"


class TextFile(HtmlFile):
    file_extension = "txt"


@pytest.fixture
def html_snapshot(snapshot):
    return snapshot.use_extension(HtmlFile)


@pytest.fixture
def svg_snapshot(snapshot):
    return snapshot.use_extension(SvgFile)


@pytest.fixture
def text_snapshot(snapshot):
    return snapshot.use_extension(TextFile)
