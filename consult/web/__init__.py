"""Pages and addresses: the only part that knows HTTP."""
