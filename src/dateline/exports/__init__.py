"""What the ledger knows -> the formats that the field speaks, one file a format, one registry."""
