"""The replay of sync cycles: events on a timeline, what each cycle makes of them, and how a moment looks."""
