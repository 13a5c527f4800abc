"""Installed for its template filters only."""

from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "tramgdinh.text"
    label = "text"
