"""The public folder: a page, pictures and tables that may be published and give nobody away."""
