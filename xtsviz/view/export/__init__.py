"""What leaves the program: SVG, PNG, tables and the report."""
