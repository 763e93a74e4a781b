"""Dossiers -> same event, same origin, contradiction, revision: proposals with reasons, and what follows from them."""
