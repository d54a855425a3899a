"""The notebook of a served explorer: what it opens, what files its code names, and that no file is lost."""

import json
from pathlib import Path

import nbformat
import pytest

import xtsviz as xts
from xtsviz.errors import FileError
from xtsviz.serve import start_page
from xtsviz.serve.start_page import Source


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)


@pytest.fixture
def opened(monkeypatch):
    """Runs a notebook as its kernel does, and returns the design that it explores."""

    def run(notebook):
        read = nbformat.read(notebook, as_version=4)
        nbformat.validate(read)
        explored = []
        monkeypatch.setattr(xts, "explore", explored.append, raising=False)
        monkeypatch.chdir(notebook.parent)
        exec(read.cells[0].source, {})
        return explored[0]

    return run


@pytest.fixture
def mine(tmp_path, design, monkeypatch):
    """A folder of the user's with a document and a list, where the user works."""
    folder = tmp_path / "it's mine"
    folder.mkdir()
    design.save(folder / "design.json")
    rows = "id,userPrincipalName\n1,a@contoso.com\n2,b@contoso.com\n"
    (folder / "list.csv").write_text(rows, "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def private(tmp_path):
    folder = tmp_path / "private"
    folder.mkdir()
    return folder


def of_nobody(design, users):
    """The design with so many users, as it comes from standard input."""
    document = xts.templates.with_members(design, "contoso", users).to_document()
    return xts.Design.from_document(document)


def test_without_a_design_the_page_offers_how_to_begin(private, monkeypatch):
    started = []
    monkeypatch.setattr(xts, "explore", lambda *given: started.append(given), raising=False)
    notebooks = (
        start_page.write_voila_notebook(private, None, None),
        start_page.write_lab_notebook(private.parent, None, None)[0],
    )
    for notebook in notebooks:
        exec(nbformat.read(notebook, as_version=4).cells[0].source, {})
    assert started == [(), ()]


def test_the_code_of_the_example_is_short(private, opened):
    notebook = start_page.write_voila_notebook(private, xts.examples.acquisition(), None)
    assert nbformat.read(notebook, as_version=4).cells[0].source == (
        "import xtsviz as xts\n\ndesign = xts.examples.acquisition()\n\nxts.explore(design)"
    )
    assert opened(notebook) == xts.examples.acquisition()


def test_the_page_names_files_as_the_user_did(mine, private, opened):
    source = Source("design.json", {"contoso": "list.csv"})
    loaded = xts.load(source.document, users=source.users)
    explored = opened(start_page.write_voila_notebook(private, loaded, source))
    assert explored == loaded
    assert explored.to_code() == loaded.to_code()
    assert Path.cwd() == mine


@pytest.mark.parametrize("users", [3, 300])
def test_a_page_of_standard_input_names_no_file_of_ours(private, design, opened, users):
    given = of_nobody(design, users)
    explored = opened(start_page.write_voila_notebook(private, given, None))
    assert explored == given
    if users == 3:
        namespace = {}
        exec(explored.to_code(), namespace)
        assert namespace["design"] == given
    else:
        with pytest.raises(xts.XtsvizError, match="save"):
            explored.to_code()


def test_jupyterlab_loads_what_is_below_its_folder_from_there(mine, tmp_path, opened):
    source = Source("design.json", {"contoso": "list.csv"})
    loaded = xts.load(source.document, users=source.users)
    notebook, document = start_page.write_lab_notebook(tmp_path, loaded, source)
    assert (notebook, document) == (tmp_path / "xtsviz.ipynb", None)
    code = opened(notebook).to_code()
    assert '"it\'s mine/design.json"' in code
    assert '"it\'s mine/list.csv"' in code
    assert opened(notebook) == loaded


def test_jupyterlab_loads_what_lies_elsewhere_by_its_whole_path(mine, private, opened):
    source = Source("design.json")
    loaded = xts.load("design.json")
    explored = opened(start_page.write_lab_notebook(private, loaded, source)[0])
    assert str(mine / "design.json") in explored.to_code()
    assert explored == loaded


@pytest.mark.parametrize("users, files", [(3, ["xtsviz.ipynb"]), (300, ["design.json", "xtsviz.ipynb"])])
def test_what_comes_from_no_file_stands_in_the_notebook_or_is_saved_beside_it(
    private, design, opened, users, files
):
    given = of_nobody(design, users)
    notebook, document = start_page.write_lab_notebook(private, given, None)
    assert sorted(path.name for path in private.iterdir()) == files
    assert (document is None) == (users == 3)
    assert opened(notebook) == given


def test_no_file_of_the_users_is_written_over(mine, design):
    (mine / "xtsviz.ipynb").write_text("mine")
    (mine / "xtsviz-2.ipynb").mkdir()
    (mine / "xtsviz-3.ipynb").symlink_to("nowhere")
    before = {path.name: path.read_bytes() for path in mine.iterdir() if path.is_file()}
    given = of_nobody(design, 300)
    notebook, document = start_page.write_lab_notebook(mine, given, None)
    assert notebook == mine / "xtsviz-4.ipynb"
    assert document == mine / "design-2.json"
    assert json.loads(document.read_bytes()) == given.to_document()
    assert {name: (mine / name).read_bytes() for name in before} == before


def test_a_notebook_is_used_again_as_long_as_it_is_as_it_was_written(private, design):
    first, _ = start_page.write_lab_notebook(private, design, None)
    assert start_page.write_lab_notebook(private, design, None)[0] == first
    first.write_text(first.read_text("utf-8") + "\n", "utf-8")
    assert start_page.write_lab_notebook(private, design, None)[0].name == "xtsviz-2.ipynb"


def test_a_folder_that_cannot_be_made_or_written_to(tmp_path, design):
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FileError, match=r"cannot make the folder .*file"):
            start_page.make_folder(folder)
    with pytest.raises(FileError, match=r"cannot write to the folder .*not-there"):
        start_page.write_lab_notebook(tmp_path / "not-there", design, None)


def test_only_files_that_last_can_be_named(mine):
    assert Source("design.json", {"contoso": "list.csv"}).is_lasting
    assert not Source("design.json", {"contoso": "gone.csv"}).is_lasting
    assert not Source("/dev/stdin").is_lasting
    assert not Source("/proc/self/environ").is_lasting


def test_exercises_keep_progress_in_the_browser_where_several_share_a_server(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shared = nbformat.read(start_page.write_practice_notebook(tmp_path, is_shared=True), as_version=4)
    assert shared.cells[0].source.endswith("xts.practice(progress=None)")
    alone = nbformat.read(start_page.write_practice_notebook(tmp_path, is_shared=False), as_version=4)
    assert str(tmp_path) in alone.cells[0].source
    assert alone.cells[0].source.endswith("xts.practice()")
