"""How samples grow: names, people, and one more person in a big tenant."""

import xtsviz as xts
from tests.bench.growth.case import Case, Work
from xtsviz.model.ids import slugs


def equal_names(size: int) -> Work:
    return lambda: slugs(["Contoso"] * size)


def members(size: int) -> Work:
    names = xts.templates.company_names(20)
    return lambda: xts.templates.user_hub(names, members=size)


def one_more(size: int) -> Work:
    design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=size)
    return lambda: xts.templates.sample_people(design, "Contoso", 1)


CASES = [
    Case("templates: ids of equal names", equal_names, 100_000),
    Case("templates: members", members, 3_000),
    Case("templates: one more person in a big tenant", one_more, 30_000),
]
