"""The steps of the plays, kept beside the pages they belong to, one module per play."""
