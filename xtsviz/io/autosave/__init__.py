"""What the explorer saves by itself: where it lies, who writes it, and how it is read again. No widget is needed."""
