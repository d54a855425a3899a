"""Below the toolbar: what an earlier explorer saved, and once for each person whether to save by itself."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.widgets.keeping import CHOICE_WORDS, Keeping, offer_in_words
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class SavedOfferPanel(Panel):
    """Shows what waits for an answer; nothing where there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html(kind="xts-saved-offer", shown=False)

    def update(self, view_state: ViewState) -> None:
        """Bring it to the view state."""
        keeping = view_state.keeping
        asks = not keeping.is_settled and view_state.history.has_work
        if self.shows(keeping.offer, keeping.choices, asks):
            return
        markup = _offered(keeping) if keeping.offer else _asked(keeping) if asks else Markup()
        self.widget.value = markup
        show(self.widget, bool(markup))
        self.shown_inputs = (keeping.offer, keeping.choices, asks)


def _offered(keeping: Keeping) -> Markup:
    assert keeping.offer is not None
    answers = [
        ("Go on with it", ["saved-go-on"]),
        ("Not now", ["saved-not-now"]),
        ("Forget it", ["saved-forget-offer"]),
    ]
    if keeping.offer.problem:
        answers = [("Close", ["saved-not-now"])]
    return fragment("<p>{}</p>", offer_in_words(keeping.offer)) + join_markup(
        button(answer, action, kind="xts-answer") for answer, action in answers
    )


def _asked(keeping: Keeping) -> Markup:
    text = (
        "Where shall xtsviz save your changes by itself? After a crash, or another day, you can go on with them. "
        "Names of people are in the file; only you can read it."
    )
    return fragment("<p>{}</p>", text) + join_markup(
        button(CHOICE_WORDS[choice], ["save-itself", choice], kind="xts-answer") for choice in keeping.choices
    )
