"""Write tables, texts and charts to .xlsx files. No other folder of `consultation/` writes .xlsx
files."""
