"""FORMAT_MODULE_PATH: days, hours and numbers as written here. Django's own `vi` is wrong for us."""
