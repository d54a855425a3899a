"""Pictures as plain data: theme, layout, the resolved picture, and each form that it takes."""
