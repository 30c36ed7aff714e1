"""Prepares the corpus, trains the model and measures it; never imported by coach."""
