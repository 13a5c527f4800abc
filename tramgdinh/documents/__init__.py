"""Papers and figures on paper: they know no model."""
