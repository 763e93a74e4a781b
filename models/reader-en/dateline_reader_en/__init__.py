"""The trained English reader of dateline: weights, tokenizer, label maps and model card."""
