"""The server of `xtsviz explore`; takes the arguments of ``voila``."""

from xtsviz.serve.voila_app.app import ExploreServer

ExploreServer.launch_instance()
