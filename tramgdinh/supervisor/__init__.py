"""What `make run` does: install, start the database, migrate, serve, and stop all of it again."""
