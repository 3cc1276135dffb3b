"""The collective contribution: its template, what fills it, and the register of what it claims."""
