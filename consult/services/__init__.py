"""What can be done here: one verb a module, a session first, never a commit."""
