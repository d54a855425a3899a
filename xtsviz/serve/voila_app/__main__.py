"""The server of `xtsviz explore`; takes what ``voila`` takes."""

from xtsviz.serve.voila_app.app import Served

Served.launch_instance()
