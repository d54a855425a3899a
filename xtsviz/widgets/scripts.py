"""The browser's files, joined: an anywidget takes one script and one style sheet.

Each file in ``static/`` is a plain ES module or style sheet for one purpose. The modules import each other by name,
and a browser that is served the folder runs them as they are; that is how their tests load them. For the widget they
become one text: the content policy of the served page allows no module to import another one. All modules then share
one scope, so no two of them may declare the same name at their top level.
"""

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
ENTRY = "bridge.js"
"""The module with the widget's ``initialize`` and ``render``."""

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./([\w.]+)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?function|const|class)", re.MULTILINE)


def joined_script() -> str:
    """All modules that the entry needs, each once and before those that import it."""
    texts: dict[str, str] = {}

    def add(name: str) -> None:
        if name in texts:
            return
        source = (STATIC / name).read_text("utf-8")
        for needed in _IMPORT.findall(source):
            add(needed)
        texts[name] = _EXPORT.sub("", _IMPORT.sub("", source))

    add(ENTRY)
    return "\n".join(texts.values())


def joined_style() -> str:
    """All style sheets, by name."""
    return "\n".join(sheet.read_text("utf-8") for sheet in sorted(STATIC.glob("*.css")))
