"""The resolved picture: what a design looks like, in words and numbers, before it takes a form."""
