"""One file with everything: the tables, the uploaded files, and a manifest to check them by."""
