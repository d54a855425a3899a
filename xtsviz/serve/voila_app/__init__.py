"""What Voila's server does otherwise under `xtsviz explore`: kernels that end with their page, and a strict policy.

Runs inside the server, which knows nothing of designs and loads no widget.
"""
