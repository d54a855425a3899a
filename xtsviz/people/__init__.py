"""The people of a design: search, filter, sort, page, and who is missing where. Nothing here draws."""
