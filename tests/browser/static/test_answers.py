"""The explorer shows whether the kernel answers; the clock is the test's."""

from playwright.sync_api import expect

BODY = '<div class="xtsviz-root"><button>press</button></div>'


def opened(blank):
    page = blank(BODY, message="Ready", level="info")
    page.page.clock.install()
    page.page.clock.pause_at("2030-01-01")
    page.start("status.js", "showStatus")
    page.start("answers.js", "watchAnswers")
    page.page.get_by_role("button").click()
    page.page.clock.run_for(100)
    return page


def test_a_kernel_that_answers_at_once_is_not_busy(blank):
    page = opened(blank)
    assert page.sent(1) == [{"ping": 1}]
    page.receive({"pong": 1, "changes": 0})
    page.page.clock.run_for(30_000)
    root = page.page.locator(".xtsviz-root")
    expect(root).to_have_attribute("data-xts-asked", "1")
    expect(root).to_have_attribute("data-xts-answered", "1")
    expect(root).not_to_have_attribute("aria-busy", "true")
    expect(page.page.get_by_role("status")).to_have_text("Ready")
    assert len(page.sent()) == 1


def test_actions_that_follow_each_other_at_once_are_one_question(blank):
    page = opened(blank)
    page.receive({"pong": 1, "changes": 0})
    for _ in range(3):
        page.page.get_by_role("button").click()
        page.page.clock.run_for(10)
    expect(page.page.locator(".xtsviz-root")).to_have_attribute("data-xts-asked", "4")
    page.page.clock.run_for(100)
    assert page.sent() == [{"ping": 1}, {"ping": 4}]


def test_a_kernel_that_does_not_is_asked_again_and_given_up_until_it_answers(blank):
    page = opened(blank)
    root, line = page.page.locator(".xtsviz-root"), page.page.get_by_role("status")
    page.page.clock.run_for(500)
    expect(root).to_have_attribute("aria-busy", "true")
    page.page.clock.run_for(4000)
    assert page.sent() == [{"ping": 1}] * 3, "the same question again"
    page.page.clock.run_for(16_000)
    expect(line).to_contain_text("✖ Error: The kernel has not answered for 20 seconds")
    page.receive({"pong": 0, "changes": 0})  # an old answer
    expect(root).to_have_attribute("aria-busy", "true")
    page.receive({"pong": 1, "changes": 0})
    expect(root).not_to_have_attribute("aria-busy", "true")
    expect(line).to_have_text("Ready")
