"""Dossier → html, markdown, terminal, json. One file a format, each with `render`; none decides anything."""
