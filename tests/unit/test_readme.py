"""What README says can be followed: its links lead somewhere, its example runs, its commands exist."""

import re
from pathlib import Path

import pytest

from xtsviz.cli import main

Capture = pytest.CaptureFixture[str]

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text("utf-8")
LINKS = sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT)))
BADGES = re.findall(r"urlpath=(?:lab/tree|voila/render)/(\S+)", TEXT)
SHELL = "\n".join(re.findall(r"```bash\n(.*?)```", TEXT, re.DOTALL))
COMMANDS = sorted(set(re.findall(r"^xtsviz (\w+)", SHELL, re.MULTILINE)))
TARGETS = sorted(set(re.findall(r"`?make ([a-z-]+)", TEXT)))


@pytest.mark.parametrize("link", [*LINKS, *BADGES])
def test_a_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()


def test_there_is_a_badge_for_notebooks_app_and_workshop() -> None:
    assert [f"notebooks/{name}.ipynb" for name in ("01-explore", "app", "05-workshop")] == BADGES


def test_the_ten_lines_run() -> None:
    example = re.search(r"## Ten lines\n\n```python\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    space: dict[str, object] = {}
    exec(example[1], space)
    design = space["design"]
    assert [arrow.id for arrow in design.arrows][-1] == "fabrikam->contoso"


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_there(command: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.argv", ["xtsviz", command, "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in (0, None)
    assert command in capsys.readouterr().out
