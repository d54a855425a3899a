"""The screen: the only home of ipywidgets, ipycytoscape and anywidget."""
