"""In and out: documents with their users, and the user lists that the admin center exports."""

from xtsviz.io.files import from_bytes, load, save

__all__ = ["from_bytes", "load", "save"]
