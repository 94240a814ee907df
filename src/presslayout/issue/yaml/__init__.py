"""YAML as people type it: a tree with places, the encoding, what goes wrong."""
