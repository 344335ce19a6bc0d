"""Which mentions are of one thing: names, pronouns, descriptions."""
