"""Vietnamese text: reading it, searching and sorting it, its days and numbers. Knows no model."""
