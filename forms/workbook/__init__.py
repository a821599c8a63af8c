"""Reading Excel workbooks that nobody vouches for."""
