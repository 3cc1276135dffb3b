"""A form file -> `Form`. All mistakes in the file are reported at once."""
