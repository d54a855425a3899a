"""The skeleton of an HTML page that stands alone: one file, no script, nothing fetched."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import fragment

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(title: str, style: Markup, body: Markup) -> str:
    """The text of a page in English; it follows its reader's light or dark setting.

    Args:
        title: the name of the page, as text.
        style: the style sheet. `style_sheet` makes the one of reports.
        body: what stands between ``<body>`` and ``</body>``.
    """
    head = fragment(
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="xtsviz">\n'
        "<title>{}</title>\n<style>{}</style>",
        _POLICY,
        title,
        style,
    )
    page = fragment(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n{}\n</head>\n<body>\n{}\n</body>\n</html>\n', head, body
    )
    return str(page)
