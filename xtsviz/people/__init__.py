"""Asking for people: search, sort, page, and who is missing where. It draws nothing."""
