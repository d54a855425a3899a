"""Exercises from seeds: topics, drafts, and the choice of a draft that tells typical mistakes apart."""
