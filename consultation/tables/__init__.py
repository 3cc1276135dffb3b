"""Tables, texts and charts → .xlsx files. No other room writes such files."""
