"""Many issues, each built by a process of its own, so that none can stop another.

tasks: which issues, where each goes, in which order · builders: the processes · content: what an
issue was made of · manifest: what was made, for whoever goes on with it · local: the processors of
this machine kept busy.
"""
