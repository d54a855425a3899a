"""How a report looks: on light and dark screens by the reader's setting, and always light on paper."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.theme import (
    BACKGROUND,
    ERROR,
    INFO,
    MUTED,
    OUTLINE,
    SANS,
    SELECTED,
    STATES,
    SURFACE,
    TEXT,
    WARNING,
    Paint,
)

_PAINTS: dict[str, Paint] = {
    "ground": BACKGROUND,
    "raised": SURFACE,
    "text": TEXT,
    "muted": MUTED,
    "line": OUTLINE,
    "link": SELECTED,
    "error": ERROR,
    "warning": WARNING,
    "info": INFO,
    "unknown": STATES["unknown"].paint,
}


# A style sheet knows no entities, so the quotes in it stay as they are.
_FONT = Markup(SANS)  # noqa: S704 - a constant of the package


def color_variables(dark: bool) -> Markup:
    """The colours of pages as custom properties, for one ground."""
    colors = join_markup(fragment("--{}:{};", name, paint.on(dark)) for name, paint in _PAINTS.items())
    return fragment(":root{{{}}}", colors)


_RULES = Markup("""
*{box-sizing:border-box}
html{background:var(--ground);color:var(--text)}
body{max-width:1320px;margin:0 auto;padding:24px 20px 40px;font-size:15px;line-height:1.5}
h1,h2,h3{line-height:1.25;overflow-wrap:anywhere;break-after:avoid}
h1{margin:0;font-size:28px}
h2{margin:40px 0 10px;padding-top:14px;border-top:1px solid var(--line);font-size:21px}
h3{margin:26px 0 8px;font-size:17px}
p{margin:6px 0;max-width:80ch;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:16px 0 0;padding:0;list-style:none}
.muted{color:var(--muted)}
.numbers{display:flex;flex-wrap:wrap;gap:12px;margin:0}
.numbers div{flex:1 1 150px;padding:10px 14px;border:1px solid var(--line);border-radius:8px;background:var(--raised)}
.numbers dt{color:var(--muted);font-size:13px}
.numbers dd{margin:0;font-size:22px;font-weight:600}
.numbers dd span{display:block;color:var(--muted);font-size:13px;font-weight:400}
figure{margin:0}
figure>svg{display:block;border:1px solid var(--line);border-radius:8px}
details{margin:8px 0}
summary{cursor:pointer;color:var(--muted)}
table{width:100%;table-layout:fixed;margin:0 0 18px;border-collapse:collapse;font-size:14px}
caption{padding:4px 0;text-align:left;color:var(--muted);font-size:13px}
th,td{padding:5px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{border-bottom-width:2px;background:var(--raised);font-size:13px}
tbody th{font-weight:600}
code{font-size:12px;overflow-wrap:anywhere}
:is(.counted,.people) thead th:first-child{width:20%}
.people thead th:nth-child(2){width:14%}
.arrows thead th{width:8%}
.arrows thead th:first-child{width:20%}
.arrows thead th:nth-child(2){width:10%}
.arrows thead th:nth-child(5){width:20%}
.arrows thead th:nth-child(6){width:12%}
.arrows thead th:nth-child(7){width:22%}
.findings thead th{width:19%}
.findings thead th:first-child{width:12%}
.findings thead th:nth-child(2){width:16%}
.findings thead th:nth-child(3){width:29%}
.findings thead th:nth-child(4){width:24%}
.counted td,.counted thead th+th,.arrows :is(th,td):is(:nth-child(3),:nth-child(4)){text-align:right}
.counted td{white-space:nowrap}
.counted td,.where,.state,.severity{font-variant-numeric:tabular-nums}
.state,.severity{font-weight:600;white-space:nowrap}
.blocked,.error{color:var(--error)}
.paused,.warning{color:var(--warning)}
.unknown{color:var(--unknown)}
.zero,.not-there{color:var(--muted)}
.xts-title{font-size:17px;font-weight:600}
.xts-muted,.xts-numbers .xts-second{color:var(--muted)}
.xts-numbers{table-layout:auto}
.xts-numbers td,.xts-numbers thead th:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}
.xts-numbers.xts-by-tenant thead th:nth-child(2){text-align:left}
.xts-numbers tbody th{font-weight:400}
.xts-numbers thead th{overflow-wrap:normal}
.xts-second{padding-left:22px;font-weight:400}
.xts-twins{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:10px;margin:10px 0}
.xts-twins svg{width:100%;height:auto;max-height:440px}
.xts-twins figcaption{font-weight:600}
h4{margin:16px 0 4px;font-size:15px}
footer{margin-top:40px;padding-top:12px;border-top:1px solid var(--line);color:var(--muted);font-size:13px}
@media print{
@page{margin:13mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
h2{break-before:auto;margin-top:22pt}
a{color:inherit;text-decoration:none}
table,code,caption,thead th,.numbers :is(dt,dd span),figcaption{font-size:8pt}
th,td{padding:2pt 4pt}
thead{display:table-header-group}
tr,figure svg,.numbers div,#signs{break-inside:avoid}
figure>svg{max-height:230mm;margin:0 auto}
thead th,.numbers div{background:none}
details:not([open])::details-content{content-visibility:visible;block-size:auto}
summary{list-style:none}
}
""")


def style_sheet() -> Markup:
    """The whole style sheet of a report; it fetches nothing."""
    return fragment(
        "{}@media screen and (prefers-color-scheme:dark){{{}}}body{{font-family:{}}}{}",
        color_variables(False),
        color_variables(True),
        _FONT,
        _RULES,
    )
