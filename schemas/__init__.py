"""Shapes without behaviour: the form file, and the tables that enter the warehouse."""
