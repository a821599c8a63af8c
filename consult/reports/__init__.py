"""Reports: from findings to a tree of released figures, and from there to pages."""
