"""Texts without case, accents and other small differences."""

import pytest

from xtsviz.model.folding import folded


@pytest.mark.parametrize(
    "one, other",
    [
        ("Zoë", "zoe"),
        ("MÜLLER", "muller"),
        ("STRASSE", "straße"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("İstanbul", "istanbul"),
        ("ＡＢＣ", "abc"),
        ("a\u00a0 b\t", "A B"),
        ("\u200ename\u2068", "NAME"),
        ("مُحَمَّد", "محمد"),
        ("ﬁn", "fin"),
    ],
)
def test_the_same(one, other):
    assert folded(one) == folded(other)
    assert folded(folded(one)) == folded(one)


@pytest.mark.parametrize("one, other", [("か", "が"), ("कि", "कु"), ("a b", "ab"), ("김", "박")])
def test_not_the_same(one, other):
    assert folded(one) != folded(other)
