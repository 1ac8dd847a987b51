"""Where figures live besides the app's pages: in other sites' pages, in files, in notebooks, on a static site."""
