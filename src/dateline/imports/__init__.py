"""Files of other data sets -> events as they give them, one file a format, one registry."""
