"""Word documents: the package, what its parts mean, and the way through them (ISO/IEC 29500-1)."""
