"""From the sample to the office's own empty book: what is asked, and what is written into the empty database."""
