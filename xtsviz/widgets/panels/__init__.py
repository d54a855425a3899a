"""The panels of the explorer: each turns a scene into its own widgets, and a person's input into an intent."""
