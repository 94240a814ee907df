"""Many issues, each built by a process of its own, so that none can stop another.

tasks: which issues, where each goes, in which order · builders: the processes · ingredients: what an
issue was made of · manifest: what was made, for whoever goes on with it · logbook: what a batch knows
of its issues · local: the processors of this machine kept busy.
"""
