"""Below the toolbar: what an earlier explorer saved, and once for each person whether to save by itself."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.widgets.keeping import CHOICE_WORDS, Keeping, offer_in_words
from xtsviz.widgets.view_state import ViewState


def saved_offer_notice(view_state: ViewState) -> Markup:
    """What waits for an answer; nothing where there is nothing."""
    keeping = view_state.keeping
    if keeping.offer:
        return _offered(keeping)
    asks = not keeping.is_settled and view_state.history.has_work
    return _asked(keeping) if asks else Markup()


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
