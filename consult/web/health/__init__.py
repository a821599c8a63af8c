"""Tells the operator's tools whether the process answers."""
