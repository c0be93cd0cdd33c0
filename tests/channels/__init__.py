"""Tests of the channels; contract.py is what each of them must pass."""

import pytest

pytest.register_assert_rewrite("tests.channels.contract")
