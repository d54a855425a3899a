"""The panels of the explorer: each turns a view_state into its own widgets, and a person's input into an intent."""
