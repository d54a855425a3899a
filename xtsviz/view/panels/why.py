"""The answer to the question why a person is, or is not, in a tenant."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.errors import XtsvizError
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty_message, fragment


def why_answer(context: ViewContext, user: str, tenant: str) -> Markup:
    """One sentence, and buttons that lead to the person and to the tenant.

    Args:
        context: has the flow.
        user, tenant: ids. A user whom the design has not any more gets a sentence that says so.
    """
    try:
        sentence = context.flow.why(user, tenant)
    except XtsvizError as problem:
        return empty_message(str(problem))
    buttons = button("Show the person on the graph", ["find", user], kind="xts-answer") + button(
        f"Select {context.names.tenant(tenant)}", ["select", "tenant", tenant]
    )
    return fragment('<p class="xts-why-answer">{}</p><p>{}</p>', sentence, buttons)
