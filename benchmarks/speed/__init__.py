"""How fast: ratios to what others do on the same input in the same run."""
