"""The public folder: a page, pictures and a csv file that anybody may read, from rounded counts."""
