"""What the findings are worth, measured against gold: run with ``make gate``."""
