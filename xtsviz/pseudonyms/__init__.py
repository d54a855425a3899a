"""Invented names in the place of people, tenants, domains and everything else that a person wrote."""

from xtsviz.pseudonyms.pseudonyms import Pseudonyms

__all__ = ["Pseudonyms"]
