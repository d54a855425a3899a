"""What a design is: tenants, arrows, scope, topology, directory, design."""
