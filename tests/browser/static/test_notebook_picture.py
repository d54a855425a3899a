"""The picture in the saved notebook: put into the document of the page, and hidden behind the explorer."""

from playwright.sync_api import expect

from xtsviz.widgets.scripts import STATIC

STYLE = STATIC / "explorer.css"

KEY = "xtsviz_picture_of"
# As JupyterLab gives widgets their document; changes of outputs are noted.
NOTEBOOK = """(outputs) => {
    window.changes = [];
    const cell = (outputs) => ({
        toJSON: () => ({ outputs }), updateOutputs: (...change) => window.changes.push(change) });
    const cells = [cell(undefined), cell(outputs)];
    model.widget_manager = { context: { model: { sharedModel: { cells } } } };
}"""
TWO = '<div class="jp-OutputArea-child"><div class="xtsviz-root"></div></div><div class="jp-OutputArea-child">{}</div>'


def outputs(text="before"):
    mine = {"output_type": "display_data", "metadata": {KEY: "me"}, "data": {"image/svg+xml": [text, "!"]}}
    return [{"output_type": "stream", "text": "x"}, mine | {"metadata": {KEY: "other"}}, mine]


def opened(blank, *held):
    page = blank()
    page.page.evaluate(NOTEBOOK, list(held))
    page.start("notebook_picture.js", "keepPicture", "model")
    return page


def test_a_picture_goes_into_the_output_of_its_widget_without_drawing_it(blank):
    page = opened(blank, *outputs())
    assert page.sent() == [{"notebook_found": True}]
    page.receive({"picture": {"of": "me", "data": {"image/svg+xml": "after"}}})
    ((start, end, (output,), origin),) = page.page.evaluate("changes")
    assert (start, end, origin) == (2, 3, "silent-change")
    assert output == outputs()[2] | {"data": {"image/svg+xml": "after"}}
    page.stop()


def test_what_is_there_already_changes_nothing(blank):
    page = opened(blank, *outputs())
    page.receive({"picture": {"of": "me", "data": {"image/svg+xml": "before!"}}})
    page.receive({"picture": {"of": "nobody", "data": {"image/svg+xml": "after"}}})
    page.receive({"pong": 1, "changes": 0})
    assert page.page.evaluate("changes") == []


def test_a_page_without_a_notebook_says_nothing(blank):
    page = blank()
    page.start("notebook_picture.js", "keepPicture", "model")
    assert page.sent() == []


def test_the_picture_is_hidden_while_the_explorer_is_there(blank):
    page = blank(TWO.format("picture"), has_picture=True)
    page.page.add_style_tag(path=STYLE)
    page.start("notebook_picture.js", "hidePicture")
    expect(page.page.get_by_text("picture")).to_be_hidden()
    page.stop()
    expect(page.page.get_by_text("picture")).to_be_visible()


def test_an_output_that_is_no_picture_of_it_stays(blank):
    page = blank(TWO.format("what a person printed"), has_picture=False)
    page.page.add_style_tag(path=STYLE)
    page.start("notebook_picture.js", "hidePicture")
    expect(page.page.get_by_text("what a person printed")).to_be_visible()
