"""The server of `xtsviz explore`; takes what ``voila`` takes."""

from xtsviz.widgets.served.app import Served

Served.launch_instance()
