"""The static site: everything that the app shows, as files for any host and any path below it."""
