"""Rules over what changes: which changes of what is known a person wants to hear of, and how loudly."""
