"""Measures the analysis on labelled texts that somebody else coded.

Texts in, tables out: nothing is read or printed here, and no figure depends on
anything but the texts and the seeds in the tables.
"""
