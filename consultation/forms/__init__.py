"""A form file -> `Form`: read and checked, with every mistake reported."""
