"""The machine: it receives, remembers and sends, and knows no office."""
