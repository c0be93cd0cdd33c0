"""The papers a producer carries: real files, opened again and read back."""
