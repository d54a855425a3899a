"""The explorer's panels as HTML: pure functions of a design, its flow and the selection.

Everything that can be pressed is a native button with an action; see `xtsviz.view.markup`.
"""
