"""Shapes without behaviour: the form file, the tables that enter the warehouse."""
