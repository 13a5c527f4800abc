"""`make own-book`: sets the sample aside and makes room for the office's own book."""
