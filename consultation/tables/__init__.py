"""Tables, texts and charts -> .xlsx files that people open: nothing else writes them."""
