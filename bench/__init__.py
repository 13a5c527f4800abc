"""Figures beside a base measured in the same run (`make bench`); nothing here is a test."""
