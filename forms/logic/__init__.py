"""Decides, for what was answered so far, what is asked, offered, required and computed."""
