"""The releases that runs publish: written aside, sealed, put in place whole. Then frozen, and
followed by addenda."""
