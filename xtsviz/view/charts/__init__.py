"""Plotly figures of a design: the matrix and the Sankey picture."""
