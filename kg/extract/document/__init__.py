"""A parsed text as the rules see it: plain tokens, paragraphs, quoted passages, and who does what around a verb."""
