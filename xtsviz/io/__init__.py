"""Reads and writes: documents with their users, and user lists that the admin center exports."""

from xtsviz.io.files import from_bytes, load, save

__all__ = ["from_bytes", "load", "save"]
