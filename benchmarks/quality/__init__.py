"""How right: the product's own extractor on gold sets and on the bundled examples, held to pinned floors."""
