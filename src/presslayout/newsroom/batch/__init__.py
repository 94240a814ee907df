"""Many issues, each built by a process of its own, so that none can stop another.

tasks: which issues, where each goes, in which order · builders: the processes · ingredients: what an
issue was made of · manifest: what was made, for whoever goes on with it · logbook: what a batch knows
of its issues · local: the processors of this machine kept busy.

Elsewhere: packing, parcels, unpacking: an issue as it travels there and back · yard: what is sent ·
facts: whether a machine is like this one · executors, cluster: who does the work · many: for programs.

A folder that is watched: named: what an issue names · lookout: what is to be seen of it · patience: when
it may be built · ears: what rings · holds: who watches · slip: what its colleague is told · watch.
"""
