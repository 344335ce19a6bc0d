"""The graph and Wikidata, in both directions: what we can offer it, what it can tell us, and which links are right."""
