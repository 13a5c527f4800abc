#!/usr/bin/env python
"""Django's commands, on the running embedded server, on one of their own for as long as they take, or on DATABASE_URL."""

import sys

from tramgdinh.database.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
