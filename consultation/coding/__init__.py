"""What people wrote, coded by people: how far coders agree, and what is quoted word for word."""
