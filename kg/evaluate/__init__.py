"""How right the product is, on texts with gold: predictions, precision and recall per relation, and an error page."""
