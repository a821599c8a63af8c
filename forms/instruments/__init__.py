"""Questionnaires that come with the product, to be adapted to a place."""
