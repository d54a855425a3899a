"""Persons by parts of their names: in every table engine the same, in the same order."""

import duckdb
import polars as pl
import pytest

import xtsviz as xts
from xtsviz.errors import AmbiguousNameError, UnknownNameError
from xtsviz.flow.person_search import search_persons, similar_persons

NAMES = {
    "u1": ("Lidia Holloway", "lidia.holloway@contoso.com"),
    "u2": ("Łucja MÜLLER", "l.mueller@contoso.com"),
    "u3": ("田中 さくら", "sakura@fabrikam.com"),
    "u4": ("Αλέξανδρος Παππάς", "alex@fabrikam.com"),
    "u5": ("Jörg Straße", "joerg@fabrikam.com"),
    "u6": ("Ann", "ann@contoso.com"),
    "u7": ("Anna Berg", "anna@contoso.com"),
    "u8": ("Joann Hill", "j.hill@fabrikam.com"),
    "u9": ("محمد", "muhammad@fabrikam.com"),
    "u10": ("Иван Петров", "ivan@contoso.com"),
}


def people(**more):
    users = [
        {
            "id": id,
            "tenant": "contoso" if upn.endswith("contoso.com") else "fabrikam",
            "display_name": name,
            "user_principal_name": upn,
            "mail": None,
        }
        for id, (name, upn) in NAMES.items()
    ]
    tenants = [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam", "name": "Fabrikam"}]
    document = {"format": "xtsviz-topology", "version": 1, "tenants": tenants, "arrows": [], "users": users}
    return {**document, **more}


def in_duckdb(table):
    return duckdb.from_arrow(pl.from_pandas(table).to_arrow())


ENGINES = {
    "pandas": lambda table: table,
    "polars": pl.from_pandas,
    "lazy polars": lambda table: pl.from_pandas(table).lazy(),
    "duckdb": in_duckdb,
}


@pytest.fixture(params=ENGINES)
def design(request):
    made = xts.Design.from_document(people())
    return made.with_directory(ENGINES[request.param](made.directory))


def test_parts_of_names(design):
    def found(text):
        return [person.id for person in search_persons(design, text).persons]

    assert found("lidia") == found("LIDIA") == ["u1"]
    assert found("hollo lid") == ["u1"]
    assert found("lucja") == found("muller") == ["u2"]
    assert found("Müller") == ["u2"]
    assert found("さくら") == ["u3"]
    assert found("αλεξανδρος") == ["u4"]
    assert found("STRASSE") == found("jorg") == ["u5"]
    assert found("sakura@") == ["u3"]
    assert found("محم") == ["u9"]
    assert found("петров") == ["u10"]
    # Exactly so, then names that begin so, then the others.
    assert found("ann") == ["u6", "u7", "u8"]
    assert found("") == found(" ") == found("nobody at all") == []


def test_a_few_of_many(design):
    answer = search_persons(design, "@", limit=3)
    assert (len(answer.persons), answer.total) == (3, 10)
    assert answer.persons[0].display_name == "Ann"
    assert answer.persons[0].tenant == "contoso"


def test_misspelt(design):
    assert [person.id for person in similar_persons(design, "lidja holoway")] == ["u1"]
    assert [person.id for person in similar_persons(design, "Muler")] == ["u2"]
    assert similar_persons(design, "xxxxxxxx") == ()


def test_a_trace_takes_a_part_that_only_one_person_has(design):
    flow = xts.user_flow(design)
    assert flow.trace("lidia").equals(flow.trace("u1"))
    assert flow.why("lidia", "contoso").startswith("Lidia Holloway is in Contoso")
    assert flow.why("ANN", "contoso").startswith("Ann is in Contoso"), "the one who is named exactly so"


def test_an_external_is_found_as_the_home_user():
    external = {
        "id": "e1",
        "tenant": "fabrikam",
        "credentials": "external",
        "home_user": "u1",
        "display_name": "Guest Lidia Holloway",
    }
    document = people()
    design = xts.Design.from_document({**document, "users": [*document["users"], external]})
    answer = search_persons(design, "lidia holl")
    assert [(person.id, person.tenant) for person in answer.persons] == [("u1", "contoso")]
    assert answer.total == 1
    assert xts.user_flow(design).why("guest lid", "fabrikam").startswith("Lidia Holloway is in Fabrikam")


def test_a_part_that_several_have():
    flow = xts.user_flow(xts.Design.from_document(people()))
    with pytest.raises(AmbiguousNameError) as caught:
        flow.trace("nn")
    assert str(caught.value) == (
        '3 users have "nn" in their names; give more of the name, or the id of one: Ann (Contoso, id "u6"), '
        'Anna Berg (Contoso, id "u7"), Joann Hill (Fabrikam, id "u8")'
    )
    with pytest.raises(AmbiguousNameError, match=r"10 users .*, and 5 more$"):
        flow.trace("@")


def test_a_name_that_several_have():
    document = people()
    for user in document["users"]:
        user["display_name"] = "Kim"
    with pytest.raises(
        AmbiguousNameError, match=r'^10 users have the name "Kim".*\(Contoso, id "u1"\).*, and 5 more$'
    ):
        xts.user_flow(xts.Design.from_document(document)).trace("Kim")


def test_an_unknown_name_names_near_ones():
    flow = xts.user_flow(xts.Design.from_document(people()))
    with pytest.raises(UnknownNameError) as caught:
        flow.trace("Lidja Holoway")
    assert str(caught.value) == 'no user "Lidja Holoway"; did you mean Lidia Holloway (Contoso)?'


def test_a_design_without_users_says_so():
    flow = xts.user_flow(xts.Design.from_document(people(users=[])))
    for ask in (flow.trace, lambda name: flow.why(name, "contoso")):
        with pytest.raises(
            UnknownNameError, match=r"^this design has no users.*--users TENANT=FILE.*xts\.load"
        ):
            ask("lidia")


def test_names_in_messages_are_visible():
    document = people()
    for user in document["users"]:
        user["display_name"] = f"x\x1b[2J\n{user['id']}"
    flow = xts.user_flow(xts.Design.from_document(document))
    with pytest.raises(AmbiguousNameError) as caught:
        flow.trace("2j")
    assert str(caught.value).isprintable()
