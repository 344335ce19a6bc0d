"""How a sentence stands to what it says: negated, planned, rumoured, ended; and who says it."""
