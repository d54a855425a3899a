"""The interactive file: one HTML page with our SVG and one plain script. It asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import clean
from xtsviz.view.export.html_page import html_page
from xtsviz.view.export.interactive.states import States, file_states, legend_size, rules
from xtsviz.view.export.report.style import color_variables
from xtsviz.view.export.svg_parts import SvgPaint
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.theme import SANS

_ROOT = "picture"
_MODULES = ("widgets/static/motion.js", "view/export/interactive/interactive.js")
"""The scripts, in the order in which they need each other. Files are read, nothing of widgets is imported."""


def interactive_page(design: Design, positions: Mapping[str, Position] | None = None) -> str:
    """A page in which a reader chooses overlays, tenants and people, zooms, searches and plays. Nothing is edited.

    Args:
        design: the design.
        positions: positions of tenants that a person chose.

    Raises:
        PictureError: something else than a design.
    """
    require_type(design, Design, "an interactive file is made of a design")
    states = file_states(design, SvgPaint(None), positions)
    name = clean(design.name) or "A design"
    visible = _body(name, states)  # before the style, which has the rules of all colours that are used
    script, style = _script(), _style(states)
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    body = fragment(
        '{}<script type="application/json" id="data">{}</script><script>{}</script>',
        visible,
        _json(states.data()),
        script,
    )
    return html_page(name, style, body, policy=policy)


def _body(name: str, states: States) -> Markup:
    overlays = join_markup(
        fragment('<button type="button" data-state="{}" aria-pressed="false">{}</button>', state, title)
        for state, title in states.overlays
    )
    tenants = join_markup(
        fragment(
            '<button type="button" class="chip" data-state="{}" aria-pressed="false">'
            '<svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="6" {}/></svg>{}</button>',
            choice.state,
            states.colors(fill=choice.paint),
            choice.name,
        )
        for choice in states.tenants
    )
    groups = join_markup(
        fragment(
            '<button type="button" class="chip" data-group="{}" aria-expanded="false">▣ {}</button>',
            place,
            words,
        )
        for place, words in enumerate(states.groups)
    )
    if groups:
        tenants = fragment(
            '<div class="group" role="group" aria-label="Groups of alike tenants">{}</div>{}', groups, tenants
        )
    left_out = fragment('<p class="muted">{}</p>', states.left_out) if states.left_out else Markup()
    return _PAGE.format(
        name=name, overlays=overlays, tenants=tenants, left_out=left_out, root=_ROOT, width=legend_size()
    )


_PAGE = Markup("""
<div id="{root}" class="page">
<header>
<h1>{name}</h1>
<nav aria-label="What the picture shows" class="group" id="overlays">{overlays}</nav>
<div class="search" role="search">
<label class="unseen" for="find">Find a person</label>
<input id="find" type="search" placeholder="Find a person" autocomplete="off" role="combobox"
 aria-expanded="false" aria-controls="found" aria-autocomplete="list">
<ul id="found" role="listbox" aria-label="People found" hidden></ul>
</div>
</header>
<nav aria-label="Tenants" class="tenants" id="tenants">{tenants}</nav>
<main>
<section class="stage">
<div class="head">
<h2 id="title"></h2>
<div class="group" id="tools">
<button type="button" id="play" class="main" title="Members travel along the arrows. Any press ends it">▶ Play</button>
<button type="button" id="in" aria-label="Zoom in" title="Zoom in (+)">+</button>
<button type="button" id="out" aria-label="Zoom out" title="Zoom out (−)">−</button>
<button type="button" id="fit" title="Show everything (0)">Fit</button>
</div>
</div>
<svg id="canvas" xmlns="http://www.w3.org/2000/svg" tabindex="0" role="group" aria-labelledby="title"
 aria-describedby="keys"><g id="shapes"></g><g id="motion" aria-hidden="true"></g></svg>
<p id="told" role="status" class="told" tabindex="0"></p>
<svg id="legend" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="Legend" width="{width}"></svg>
</section>
<aside>
<h2>In words</h2>
<ul id="words" tabindex="0" aria-label="The picture in words"></ul>
{left_out}<p class="muted" id="keys">Press a tenant, a person or a group to see more. In the picture: arrow keys move,
+ and − zoom, 0 shows everything. Esc goes back to the overlay.</p>
</aside>
</main>
<footer class="muted">Made with xtsviz. This file works without a network, and sends nothing.</footer>
</div>
<noscript>This page needs scripts, to show one picture after the other. They load nothing.</noscript>
""")


def _script() -> Markup:
    """The scripts as one text, in a scope of their own."""
    package = files("xtsviz")
    texts = [(package / name).read_text("utf-8") for name in _MODULES]
    text = "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)
    if "</script" in text.lower() or "<!--" in text:
        raise AssertionError("a script that would end its element")
    return Markup("(() => {{\n{}}})();").format(Markup(text))  # noqa: S704 - files of the package


_IMPORT = re.compile(r"^import \{[^}]*\} from \"[\w./]+\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const)", re.MULTILINE)


def _style(states: States) -> Markup:
    sheet = (files("xtsviz") / "view/export/interactive/interactive.css").read_text("utf-8")
    font = Markup(SANS)  # noqa: S704 - a constant of the package
    return fragment(
        "{}\n@media screen and (prefers-color-scheme:dark){{{}}}\nbody{{font-family:{}}}\n{}{}",
        color_variables(dark=False),
        color_variables(dark=True),
        font,
        Markup(sheet),  # noqa: S704 - a file of the package
        rules(states, _ROOT),
    )


def _hash(text: Markup) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _json(values: Any) -> Markup:
    """JSON that can stand in a script element: no text in it ends the element or begins a comment."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for char, code in _UNSAFE.items():
        text = text.replace(char, code)
    return Markup(text)  # noqa: S704 - no character of markup is left


_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
