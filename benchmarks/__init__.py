"""How fast, and in how much memory: run with ``make bench``."""
