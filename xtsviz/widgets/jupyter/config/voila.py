"""Voila reads this when `xtsviz explore` names its folder in `JUPYTER_CONFIG_PATH`."""

from xtsviz.widgets.served.settings import configure

configure(get_config())  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts it there
