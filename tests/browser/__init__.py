"""The web chat in a real browser: Debian's Chromium without a screen, as a phone of 360×640."""
