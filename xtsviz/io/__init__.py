"""Reads and writes: documents with their users, and lists of users from anywhere."""

from xtsviz.io.files import from_bytes, load, save
from xtsviz.io.lists import read_users

__all__ = ["from_bytes", "load", "read_users", "save"]
