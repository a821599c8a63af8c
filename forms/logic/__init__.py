"""Decides, for what was answered so far, what is asked, offered and computed."""
