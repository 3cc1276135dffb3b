"""The reading of form files. A form file is read into a `Form`. All its mistakes are reported at
once."""
