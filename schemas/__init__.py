"""Declarations without behaviour: the keys of the form file, and the columns of the tables that
enter the warehouse."""
