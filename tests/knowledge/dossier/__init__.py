"""The dossier: what it needs, when it is handed in, and the story that goes with it."""
