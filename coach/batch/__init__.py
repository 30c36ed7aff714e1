"""Many calls at once: a folder, a bucket, a back-catalogue.

    sources ──list──▶ Item ──▶ ledger ──▶ chunks ──engine──▶ score_chunk ──▶ Result ──▶ ledger ──write──▶ DEST

A task is a reference (a file, or a line of a file of many calls), never the call itself; workers open it themselves.
The ledger, one SQLite file beside DEST, knows what is done by what it was made of (content, model, rubric, options),
so that a run that was stopped or killed goes on where it was. DEST is written at the end, from the ledger, in the order
of the source, and put in place whole: which engine did the work, and how often it was stopped, changes no byte of it.

Memory is bounded by the largest single file (50 MB), the window of chunks in flight and the names of one folder.
"""
