"""One module a change, in order of its number; a module that was released is never edited."""
