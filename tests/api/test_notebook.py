"""The example notebook runs from its first cell to its last, and its rows show themselves."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from example_story import example
from nbclient import NotebookClient

import onrecord

NOTEBOOK = Path(__file__).parents[2] / "examples" / "record.ipynb"


def test_the_example_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "examples").mkdir()
    example(tmp_path).rename(tmp_path / "build" / "demo.sqlite")
    monkeypatch.setenv(
        "PYTHONPATH", str(Path(onrecord.__file__).parents[1])
    )  # the package that is tested, and no other
    for name in (
        "IPYTHONDIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
    ):  # nothing of whoever runs the tests is read or left behind
        monkeypatch.setenv(name, str(tmp_path / name))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not [cell for cell in notebook.cells if cell.get("outputs")]
    ran = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path / "examples")}}).execute()
    shown = [
        "".join(output.get("data", {}).get("text/html", ""))
        for cell in ran.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    assert sum("<table" in html for html in shown) >= 5
    assert sum("<svg" in html for html in shown) == 1
    assert "disagreements then" in str(ran.cells[-2].outputs)
    assert "<script" not in "".join(shown)
