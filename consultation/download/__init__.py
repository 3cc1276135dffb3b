"""A form's full export, fetched from its Framaforms, Yakforms or Drupal 7 site as a browser would.

The dialogue is that of Drupal 7 with Webform 7.x-4: log in, ask for the export, follow the batch,
take the file, log out. Decisions rest on status codes, names and types of fields; texts of the site
only explain. Nothing here retries, schedules or remembers: `flows/fetching.py` and
`runs/fetches.py` do. Only this room imports httpx.
"""
