"""The ways through both wings: build, check, suggest, pin, compare, sign."""
