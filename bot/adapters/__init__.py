"""One module for each place people ask from."""
