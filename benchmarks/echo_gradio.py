"""An echo chat on Gradio, as its guide has it; runs in an environment that has Gradio, not ours.

As a process: `PYTHON_WITH_GRADIO benchmarks/echo_gradio.py PORT`.
"""

import sys

import gradio as gr  # type: ignore[import-not-found,unused-ignore]


def echo(message: str, history: object) -> str:
    """Say the same."""
    return message


gr.ChatInterface(echo, concurrency_limit=64).launch(
    server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True
)
