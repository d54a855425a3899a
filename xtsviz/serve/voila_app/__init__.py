"""Voila under `xtsviz explore`: a kernel ends with its page, and a strict content security policy.

This code runs inside the server, which loads no design and no widget.
"""
