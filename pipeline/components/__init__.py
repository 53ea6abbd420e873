"""One extractor per file, each a spaCy factory; they meet on the `Doc` and never import each other."""
