"""The words of the document that others share agree with the document itself."""

from __future__ import annotations

from xtsviz.model.document import Document, User
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, FORMAT, RESERVED_ATTRIBUTES, USER_FIELDS, VERSION


def test_the_columns_of_a_directory_are_the_fields_of_a_user():
    assert (*USER_FIELDS, "attributes") == tuple(User.model_fields)


def test_attributes_that_are_fields_have_their_columns():
    assert set(CLAUSE_COLUMNS.values()) <= set(USER_FIELDS)
    assert set(CLAUSE_COLUMNS) == {"mail", "userPrincipalName", "displayName", "accountEnabled"}
    assert {*USER_FIELDS, *CLAUSE_COLUMNS, "attributes"} == RESERVED_ATTRIBUTES


def test_format_and_version_are_those_that_the_document_asks_for():
    assert Document(format=FORMAT, version=VERSION, tenants=()).format == FORMAT
