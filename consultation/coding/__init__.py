"""What people wrote, coded by people: how far coders agree, how well quotes cover what was said."""
