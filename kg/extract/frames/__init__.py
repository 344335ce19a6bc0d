"""The engine of the rules: words that name a kind of event, where its parties stand, and drafts of claims."""
