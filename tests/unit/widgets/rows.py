"""Tables of the panels as a person reads them."""

import json
from html.parser import HTMLParser


class Rows(HTMLParser):
    """The tables in some markup: their cells as text, and what the buttons of each row ask for."""

    def __init__(self, markup):
        super().__init__()
        self.rows = []
        self.asks = []
        self.inside = False
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.inside = True
        elif not self.inside:
            pass
        elif tag == "tr":
            self.rows.append([])
            self.asks.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        elif tag == "button" and self.asks:
            self.asks[-1].append(tuple(json.loads(dict(attributes)["data-xts"])))

    def handle_endtag(self, tag):
        if tag == "table":
            self.inside = False

    def handle_data(self, text):
        if self.inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] += text


def actions(markup):
    """What everything in some markup asks for that can be pressed, in order."""
    found = []

    class Pressable(HTMLParser):
        def handle_starttag(self, _tag, attributes):
            if "data-xts" in dict(attributes):
                found.append(json.loads(dict(attributes)["data-xts"]))

    Pressable().feed(markup)
    return found
