"""`make run`: the whole site on one machine, under one supervisor, with nothing to configure."""
