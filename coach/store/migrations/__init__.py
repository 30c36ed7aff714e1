"""How the tables came to be, step by step; a change of `coach.store.schema` adds a module to `versions`."""
