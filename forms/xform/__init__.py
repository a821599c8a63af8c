"""Understands what clients of the ODK XForms standard send back."""
