"""The arrow keys go from choice to choice in a row, and choose."""

ROW = """<table><tr>
<td><button role="radio">A</button></td><td><button role="radio">B</button></td><td><button role="radio">C</button></td>
</tr></table>"""


def test_arrow_keys_choose_the_next_one_and_go_round(blank):
    page = blank()
    page.start("radio_keys.js", "chooseByKeys")
    page.page.evaluate(
        """(row) => {
        root.innerHTML = row;
        window.chosen = [];
        root.addEventListener('click', (event) => chosen.push(event.target.textContent));
    }""",
        ROW,
    )
    page.page.get_by_role("radio", name="B").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.page.keyboard.press(key)
    assert page.page.evaluate("chosen") == ["C", "A", "C"]
    page.stop()
