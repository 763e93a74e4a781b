"""Runs a notebook without a network and prints what its cells printed: `python run_notebook.py NOTEBOOK`.

A process of its own, as the libraries of notebooks leave sockets open and warn of their own plans.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

# What a cell would meet without a network: the kernel itself is spoken to over files (ipc).
OFFLINE = """\
import socket
def refuse(*_, **__):
    raise OSError("the notebook asked for the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""


def main(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OFFLINE))
    sockets = mkdtemp(prefix="k")  # a short path: the names of sockets have a limit of some hundred characters
    try:
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/s")
        client = NotebookClient(notebook, km=kernel, timeout=240, resources={"metadata": {"path": str(path.parent)}})
        client.execute()
    finally:
        rmtree(sockets, ignore_errors=True)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            print(output.get("text") or output.get("data", {}).get("text/plain", ""))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
