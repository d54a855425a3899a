"""Reads and writes: documents with their users, and lists of users from anywhere."""

from xtsviz.io.files import from_bytes, load, save
from xtsviz.io.lists import read_users
from xtsviz.io.share_text import from_share_text

__all__ = ["from_bytes", "from_share_text", "load", "read_users", "save"]
