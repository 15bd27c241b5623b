"""People: names, what shows that a word is one, and what only looks like one."""
