"""Drafts in the accounts of ESPs: created once, updated after that, never sent."""
