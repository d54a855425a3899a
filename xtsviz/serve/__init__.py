"""The explorer as a page of its own, served on this machine: by Voila, or as a notebook in JupyterLab."""
