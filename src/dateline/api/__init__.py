"""What `import dateline` gives: a few nouns and verbs for programs and notebooks."""
