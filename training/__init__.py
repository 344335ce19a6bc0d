"""Scripts that make the data files which the product reads: run by hand, from gold sets that it does not ship."""
