"""Drafts in the accounts of ESPs."""
