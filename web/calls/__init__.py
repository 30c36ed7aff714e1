"""Calls as the pages show them: what is asked for, the list, the transcript, words found."""
