#!/usr/bin/env python
"""Django's commands, on DATABASE_URL, on the running embedded server, or on one started for the command."""

import sys

from tramgdinh.database.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
