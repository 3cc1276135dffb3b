"""Fetch a form's full export from its Framaforms, Yakforms or Drupal 7 site, as a browser would.

The dialogue is that of Drupal 7 with Webform 7.x-4: log in, ask for the export, follow the pages of
the site's batch until the file is ready, take the file, log out. Decisions rest on status codes and
on names and types of fields. Texts of the site are only quoted as explanations. Retries, schedule
and history are in `flows/fetching.py` and `runs/fetches.py`. Only this room imports httpx.
"""
