"""The skeleton of a standalone HTML page: one file that loads nothing from the network."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import fragment

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(title: str, style: Markup, body: Markup, policy: str = _POLICY) -> str:
    """The text of a page in English. It follows the light or dark setting of the reader.

    Args:
        title: the title of the page, as text.
        style: the style sheet. `style_sheet` makes the one of reports.
        body: the content of ``<body>``.
        policy: the content security policy; by default nothing runs.
    """
    head = fragment(
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="xtsviz">\n'
        "<title>{}</title>\n<style>{}</style>",
        policy,
        title,
        style,
    )
    page = fragment(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n{}\n</head>\n<body>\n{}\n</body>\n</html>\n', head, body
    )
    return str(page)
