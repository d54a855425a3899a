"""The people: who is where, page by page, and who is missing where."""

from __future__ import annotations

from dataclasses import replace

import ipywidgets as w
from markupsafe import Markup

from xtsviz.flow import Flow
from xtsviz.people.missing_people import MissingReason, missing_people, missing_reasons
from xtsviz.people.pages import People, PersonRow
from xtsviz.people.query import AttributeValue, PeopleQuery, attribute_values
from xtsviz.view.markup import fragment
from xtsviz.view.panels.groups import Choice, group_choices
from xtsviz.view.panels.people import missing_table, people_table
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.looks import set_layout, set_style, show
from xtsviz.widgets.panels.why import WhyForm
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.people_view import PeopleView
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import SetPeopleView
from xtsviz.widgets.view_state import ViewState

PAGE = 20
_ANY = ("any", "")
# A list shows nothing as chosen if the value is None.
_ANY_GROUP: Choice = ("any", ("", None))
_KINDS = [
    _ANY,
    ("internal members", "member"),
    ("internal guests", "guest"),
    ("home user not known", "external"),
]
_PRESENCE_FILTERS = [
    _ANY,
    ("there", "there"),
    ("not there", "missing"),
    ("at home", "home"),
    ("external", "external"),
    ("external member", "member"),
    ("external guest", "guest"),
]
_SORTS = [("name", "name"), ("id", "user"), ("home tenant", "home"), ("how often external", "external_count")]
_MAX_VALUES = 400
"""Values of an attribute that can be chosen."""
_MANY = 20_000
"""With so many people an answer may take a second: the panel says that it is looking."""
_FEW = 5000
"""Up to so many people the first who are missing are named with the reason; of more, on request."""
_NAMED = 3
_TENANTS_NAMED = 12


class PeoplePanel(Panel):
    """Who is where, page by page; pressing a row selects the user everywhere."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._flow: Flow | None = None
        self._people: People | None = None
        self._values: list[AttributeValue] = []
        self._page = 1
        self.view = w.ToggleButtons(
            options=[
                ("Who is where", "there"),
                ("Who is missing where", "missing"),
                ("Why is somebody not there?", "why"),
            ],
            style={"button_width": "auto"},
        )
        self.search = w.Text(placeholder="Search by name, mail or id")
        self.search.add_class("xts-find")
        self.home = w.Dropdown(options=[_ANY])
        self.kind = w.Dropdown(options=_KINDS)
        self.tenant = w.Dropdown(options=[_ANY])
        self.presence = w.Dropdown(options=_PRESENCE_FILTERS)
        self.attribute = w.Dropdown(options=[_ANY])
        self.group = w.Dropdown(options=[_ANY_GROUP])
        self.value = w.Dropdown(options=[("any", -1)])
        self.sort = w.Dropdown(options=_SORTS)
        self.order = w.Dropdown(options=[("ascending", False), ("descending", True)])
        self.everybody = text_button("Show everybody", self._clear, hint="Empty the search and all filters")
        self.find = text_button(
            "Show the selected person", self._find, hint="Turn to the page of the person who is selected"
        )
        self.before = text_button("Previous page", lambda: self._turn(self._page - 1))
        self.after = text_button("Next page", lambda: self._turn(self._page + 1))
        self.number = w.BoundedIntText(value=1, min=1, max=1, description="Page", continuous_update=False)
        self.size = w.Dropdown(options=[10, PAGE, 50, 100], value=PAGE, description="Rows")
        for control, width in ((self.number, "130px"), (self.size, "120px")):
            set_style(control, description_width="44px")
            set_layout(control, width=width)
        self._pages = html(kind="xts-muted")
        self._busy = html(kind="xts-busy")
        self._table = html()
        self._missing = html()
        filters = w.Box(
            [
                labelled("Home", self.home),
                labelled("Kind", self.kind),
                labelled("Sort by", self.sort),
                labelled("In tenant", self.tenant),
                labelled("They are", self.presence),
                labelled("Order", self.order),
                labelled("Attribute", self.attribute),
                labelled("Value", self.value),
                labelled("In group", self.group),
                self.everybody,
            ]
        )
        filters.add_class("xts-filters")
        for control in filters.children[:-1]:
            set_style(control, description_width="64px")
        self._there = column(
            row(self.search, self.find),
            filters,
            self._table,
            row(self.before, self.number, self._pages, self.after, self.size),
        )
        self.why = WhyForm(store)
        self.widget = column(row(self.view, self._busy), self._there, self._missing, self.why.widget)
        for control in (
            *(self.search, self.home, self.kind, self.tenant, self.presence),
            *(self.value, self.group, self.sort, self.order, self.size),
        ):
            self.on_change(control, lambda _value: self._ask(self._written()))
        self.on_change(
            self.attribute,
            lambda name: self._ask(
                replace(self._view, attribute=name, query=replace(self.query, attribute=None), page=1)
            ),
        )
        self.on_change(self.number, self._turn)
        self.on_change(self.view, lambda part: self._ask(replace(self._view, part=part)))

    # What is asked for

    @property
    def query(self) -> PeopleQuery:
        """What is asked for."""
        return self._view.query

    @property
    def _view(self) -> PeopleView:
        return self._store.view_state.people

    def _written(self) -> PeopleView:
        """What the controls ask for, from its first page."""
        sort, _, sort_tenant = self.sort.value.partition(":")
        tenant = self.tenant.value or None
        chosen = self.attribute.value if self.value.value >= 0 else ""
        group, group_in = self.group.value
        query = PeopleQuery(
            search=self.search.value,  # with the space before a word that is still to come
            home=self.home.value or None,
            kind=self.kind.value or None,
            attribute=(chosen, self._values[self.value.value]) if chosen else None,
            presence=(self.presence.value or None) if tenant else None,
            tenant=tenant,
            group=group or None,
            group_in=group_in,
            sort=sort,
            sort_tenant=sort_tenant or None,
            descending=self.order.value,
        )
        return PeopleView(self.view.value, query, self.attribute.value, 1, self.size.value)

    def update(self, view_state: ViewState) -> None:
        """Bring the panel to the view state."""
        if view_state.people.part == "why":
            self.why.update(view_state)
        inputs = (view_state.context, view_state.selection, view_state.people)
        if self.shows(*inputs):
            return
        self._offer(view_state)
        if view_state.flow is not self._flow or self._people is None:
            self._flow, self._people = view_state.flow, People(view_state.flow)
        part = view_state.people.part
        for name, widget in (
            ("there", self._there),
            ("missing", self._missing),
            ("why", self.why.widget),
        ):
            show(widget, name == part)
        if part == "missing":
            self._missing.value = self._who_is_missing(view_state, self._people)
        elif part == "there":
            self._show(view_state, self._people)
        self.shown_inputs = inputs

    def _offer(self, view_state: ViewState) -> None:
        """What the lists offer, and what is chosen in them."""
        names, view, query = view_state.context.names, view_state.people, view_state.people.query
        tenants = [(names.tenant(tenant), tenant) for tenant in view_state.context.tenant_index]
        attributes = [(name, name) for name in view_state.design.users.attributes]
        with self.suppress_events():
            for control, options, chosen in (
                (self.home, [_ANY, *tenants], query.home),
                (self.kind, _KINDS, query.kind),
                (self.tenant, [_ANY, *tenants], query.tenant),
                (self.presence, _PRESENCE_FILTERS, query.presence),
                (self.attribute, [_ANY, *attributes], view.attribute),
                (
                    self.sort,
                    [*_SORTS, *((f"what they are in {name}", f"presence:{t}") for name, t in tenants)],
                    f"{query.sort}:{query.sort_tenant}" if query.sort_tenant else query.sort,
                ),
            ):
                if list(control.options) != options:
                    control.options = options
                control.value = chosen or ""
            groups = [_ANY_GROUP, *group_choices(view_state.context, query)]
            if list(self.group.options) != groups:
                self.group.options = groups
            self.group.value = (query.group or "", query.group_in)
            show(self.group, len(groups) > 1)
            values: list[AttributeValue] = []
            every = 0
            if view.attribute:
                values, every = attribute_values(view_state.design.users, view.attribute, _MAX_VALUES)
            rest = [(f"… {every - len(values):,} more: search instead", -2)] if every > len(values) else []
            named = [("(none)" if v is None else str(v), n) for n, v in enumerate(values)]
            choices: list[tuple[str, int]] = [("any", -1), *named, *rest]
            if list(self.value.options) != choices:
                self._values = values
                self.value.options = choices
            is_offered = query.attribute is not None and query.attribute[1] in values
            self.value.value = values.index(query.attribute[1]) if query.attribute and is_offered else -1
            self.value.disabled = not values
            self.presence.disabled = not query.tenant
            self.search.value = query.search
            self.order.value = query.descending
            self.size.value = view.size
            self.view.value = view.part

    def _show(self, view_state: ViewState, people: People) -> None:
        view, query = view_state.people, view_state.people.query
        if query.attribute and self.value.value < 0:  # a value that nobody has any more
            query = replace(query, attribute=None)
        self._busy.value = (
            fragment("Looking through {:,} people …", len(people))
            if len(people) > _MANY and not people.is_cached(query)
            else Markup()
        )
        page = people.page(view.page, view.size, query)
        self._page = page.number
        with self.suppress_events():
            self.number.max = max(page.pages, self.number.value)
            self.number.value = page.number
            self.number.max = page.pages
        self._pages.value = fragment("of {:,}", page.pages)
        self.before.disabled = page.number <= 1
        self.after.disabled = page.number >= page.pages
        self.find.disabled = view_state.selection.kind != "user"
        why = (
            missing_reasons(view_state.context, page.people, query.tenant)
            if query.presence == "missing" and query.tenant
            else None
        )
        self._table.value = people_table(view_state.context, page, view_state.selection, query, why)
        self._busy.value = Markup()

    def _who_is_missing(self, view_state: ViewState, people: People) -> Markup:
        found = missing_people(view_state.context)
        who: dict[str, list[tuple[PersonRow, MissingReason]]] = {}
        if len(people) <= _FEW and len(found) <= _TENANTS_NAMED:
            for one in found:
                if one.missing:
                    first = people.page(1, _NAMED, one.query).people
                    why = missing_reasons(view_state.context, first, one.tenant)
                    who[one.tenant] = [(person, why[person.user]) for person in first]
        return missing_table(view_state.context, found, who)

    # What a person does

    def _ask(self, view: PeopleView) -> None:
        self._store.send(SetPeopleView(view))

    def _turn(self, number: int) -> None:
        self._ask(replace(self._view, page=max(1, number)))

    def _clear(self) -> None:
        self._ask(self._view.without_filters())

    def _find(self) -> None:
        """Turn to the page of the selected person; filters that leave them out are emptied."""
        user = self._store.view_state.selection.id
        if self._people is None or user is None:
            return
        view = self._view
        row_index = self._people.row_index(user, view.query)
        if row_index is None:
            view = view.without_filters()
            row_index = self._people.row_index(user, view.query)
            self._ask(view)
            self._store.send(ShowStatus("The filters left the selected person out: everybody is shown"))
        if row_index is not None:
            self._ask(replace(view, page=row_index // view.size + 1))
