"""Ids from names."""

from __future__ import annotations

import pytest

from xtsviz.errors import did_you_mean, quoted
from xtsviz.model.ids import arrow_id, slug, slugs


@pytest.mark.parametrize(
    "name, made",
    [
        ("Contoso", "contoso"),
        ("Tenant 01", "tenant-01"),
        ("Northwind Traders", "northwind-traders"),
        ("Müller & Söhne", "muller-sohne"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("École d'été", "ecole-d-ete"),
        ("İstanbul", "istanbul"),
        ("ﬁne ①", "fine-1"),
        ("  --a__b--  ", "a-b"),
        ("a\x00b\tc\nd", "a-b-c-d"),
        ("‮abc", "abc"),
        ("=1+3 <b>", "1-3-b"),
        ("😀 Litware", "litware"),
        ("שלום", ""),
        ("東京", ""),
        ("😀", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_slug(name, made):
    assert slug(name) == made


def test_a_long_name_makes_an_id_of_a_length_that_reads():
    assert slug("x" * 256) == "x" * 64
    assert slug("x" * 63 + " y" * 50) == "x" * 63


@pytest.mark.parametrize(
    "names, taken, made",
    [
        (["Contoso", "contoso", "CONTOSO"], (), ["contoso", "contoso-2", "contoso-3"]),
        (["Contoso", "Contoso 2", "Contoso"], (), ["contoso", "contoso-2", "contoso-3"]),
        (["Contoso", "Contoso", "Contoso 2"], (), ["contoso", "contoso-2", "contoso-2-2"]),
        (["東京", "😀", "Tenant 1"], (), ["tenant-1", "tenant-2", "tenant-1-2"]),
        (["東京"], ("a", "b"), ["tenant-3"]),
        (["東京"], ("a", "tenant-3"), ["tenant-3-2"]),
        (["Contoso"], ("contoso", "contoso-2"), ["contoso-3"]),
        ([], (), []),
    ],
)
def test_slugs(names, taken, made):
    assert slugs(names, taken) == made


def test_ten_thousand_equal_names():
    made = slugs(["Contoso"] * 10_000)
    assert len(set(made)) == 10_000
    assert made[-1] == "contoso-10000"


@pytest.mark.parametrize(
    "taken, made",
    [
        ((), "a->b"),
        ({"a->b"}, "a->b#2"),
        ({"a->b", "a->b#2"}, "a->b#3"),
        ({"a->b#2"}, "a->b"),
        ({"b->a"}, "a->b"),
    ],
)
def test_arrow_id(taken, made):
    assert arrow_id("a", "b", taken) == made


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Contoso", '"Contoso"'),
        ("a\x1b[31m\u202e", '"a\\x1b[31m\\u202e"'),
        ("\ud800", '"\\ud800"'),
        ("x" * 300, '"' + "x" * 59 + '…"'),
        ("😀 שלום", '"😀 שלום"'),
    ],
)
def test_quoted(text, shown):
    assert quoted(text) == shown


def test_did_you_mean():
    assert did_you_mean("fabrikm", ["contoso", "fabrikam"]) == '; did you mean "fabrikam"?'
    assert did_you_mean("FABRIKAM", ["contoso", "fabrikam"]) == '; did you mean "fabrikam"?'
    assert did_you_mean("zzz", ["contoso", "fabrikam"]) == ""
    assert did_you_mean("", []) == ""
