"""The table of names of columns."""

from xtsviz.io.lists.synonyms import key_of, meaning_of, meanings, sources


def test_no_name_has_two_meanings():
    found = {}
    for source in sources():
        for name, meaning in source.names.items():
            assert key_of(name), name
            assert found.setdefault(key_of(name), meaning) == meaning, (source.key, name)


def test_every_source_says_what_it_is_and_adds_names():
    assert len({source.key for source in sources()}) == len(sources())
    assert all(source.title and source.names for source in sources())


def test_every_meaning_is_known_by_its_own_name():
    assert {meaning_of(meaning) for meaning in meanings().values()} == set(meanings().values())
