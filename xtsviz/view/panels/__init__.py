"""The explorer's panels as HTML text: pure functions of a design, its flow and what is selected.

What can be pressed is a native button that has an action; see `xtsviz.view.markup`.
"""
