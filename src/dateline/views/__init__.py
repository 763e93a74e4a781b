"""Timeline, story, claims: pure functions of what the ledger holds."""
