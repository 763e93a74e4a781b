"""The workbench: a server over the ledger, its interface for programs, and its pages."""
