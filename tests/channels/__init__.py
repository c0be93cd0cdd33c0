"""Tests of the channels; contract.py is what each of them must pass."""
