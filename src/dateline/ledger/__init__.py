"""The append-only store: documents, dossiers, links, human judgements."""
