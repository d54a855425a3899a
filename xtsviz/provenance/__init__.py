"""How a design came to be, written as Python code.

A design carries its recipe and does not look into it. Edits of users are recorded here. Saved files are remembered
here.
"""
