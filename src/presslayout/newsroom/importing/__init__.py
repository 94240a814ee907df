"""Copy as it arrives (a file, a folder, an archive) into stories, pictures and a ledger.

`arrivals` finds the files, `manuscripts` reads each, `drafts` guesses its parts, `plan` gives
everything its name, `written` puts on disk what was accepted.
"""
