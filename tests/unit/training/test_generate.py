"""Exercises from a topic and a seed: the same each time, good, and about what the course teaches."""

import pytest

from xtsviz import user_flow
from xtsviz.errors import ExerciseError, UnknownNameError
from xtsviz.training import catalog, generate, topics
from xtsviz.training.seeded.cast import COMPANIES, NAMES, PEOPLE
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Topic
from xtsviz.training.seeded.generate import SEEDS, draft_of, generated_name, topic_of
from xtsviz.training.seeded.topics import TOPICS


def test_the_topics_never_change_their_place_because_codes_name_it():
    assert [*topics] == [
        *("direction", "hubs", "transitivity", "cycles", "without-arrows", "externals", "mail-domains"),
        *("filters", "assignment", "gates", "user-types", "group-copies", "over-time"),
    ]


def test_every_exercise_of_the_course_is_like_one_topic():
    like = [name for topic in TOPICS.values() for name in topic.like]
    assert sorted(like) == sorted(exercise.name for exercise in catalog)
    assert topic_of(catalog[0]) == "direction"


@pytest.mark.parametrize("topic", topics)
def test_a_seed_gives_a_good_exercise_and_always_the_same(topic):
    stories = set()
    for seed in range(30):
        draft, _ = draft_of(TOPICS[topic], seed)
        again, _ = draft_of(TOPICS[topic], seed)
        assert (draft.story, draft.task, draft.lesson) == (again.story, again.task, again.lesson)
        assert (draft.expected, draft.mistakes) == (again.expected, again.mistakes)
        assert draft.is_good
        assert len(draft.mistakes) >= 2
        stories.add((draft.story, draft.expected))
    assert len(stories) > 25


def test_an_exercise_says_where_it_comes_from_and_asks_what_the_flow_answers():
    exercise = generate("transitivity", 4095)
    assert exercise.generated == ("transitivity", 4095)
    assert exercise.name == "transitivity-4095"
    assert exercise.title == "Two arrows in a row, number 4095"
    presence = user_flow(exercise.design).presence
    brought = presence[presence["origin"] == "synchronized"]
    assert exercise.question.answer == frozenset(zip(brought["user"], brought["tenant"], strict=True))
    assert exercise.question.design.to_document() == exercise.design.to_document()


def test_the_same_numbers_give_this_exercise_in_every_version():
    # Codes of predictions and sheets of paper name topic and seed. They must not come to mean another exercise.
    assert generate("transitivity", 7).story == (
        "The arrows are Contoso → Woodgrove Bank and Woodgrove Bank → Tailspin Toys. Each one synchronizes everybody "
        "at home in its source."
    )
    assert generate("gates", 7).story.startswith(
        "The arrows are Adatum → Proseware, Proseware → Adatum, Northwind Traders → Proseware and Proseware → "
        "Northwind Traders. All gates are open, with these exceptions. Adatum does not allow inbound synchronization "
        "from Proseware. Northwind Traders does not redeem invitations to Proseware automatically (outbound)."
    )


@pytest.mark.parametrize("topic", topics)
def test_a_typical_mistake_is_told_by_its_idea_first(topic):
    exercise = generate(topic, 3)
    for mistake in exercise.mistakes:
        verdict = exercise.judge(mistake.cells)
        assert not verdict.right
        assert verdict.mistakes[0] == f"Your ticks fit a wrong idea: “{mistake.idea}” {mistake.truth}"
        assert len(verdict.mistakes) > 1


def test_a_right_answer_and_another_wrong_one_tell_no_idea():
    exercise = generate("transitivity", 3)
    assert exercise.judge(exercise.question.answer).mistakes == ()
    one_less = set(sorted(exercise.question.answer)[1:])
    assert "wrong idea" not in " ".join(exercise.judge(one_less).mistakes)


def test_the_cast_is_at_home_in_one_company_each():
    assert PEOPLE.keys() == COMPANIES.keys()
    assert len(NAMES) == sum(len(people) for people in PEOPLE.values()) == len(set(NAMES.values()))


@pytest.mark.parametrize("seed", [-1, SEEDS, 1.0, True, "1", None])
def test_a_wrong_seed_is_refused(seed):
    with pytest.raises(ExerciseError, match="seed: a whole number from 0 to 4095 is needed, not"):
        generate("cycles", seed)


@pytest.mark.parametrize(
    "topic, message", [("cycle", 'did you mean "cycles"'), ("?", "there are direction, hubs"), (3, "not")]
)
def test_an_unknown_topic_is_refused(topic, message):
    with pytest.raises(UnknownNameError, match=message):
        generate(topic, 1)


def test_a_seed_without_a_good_exercise_says_so():
    never = TOPICS["cycles"]
    easy = Topic(**{name: getattr(never, name) for name in never.__dataclass_fields__} | {"draw": _easy})
    with pytest.raises(
        ExerciseError, match='seed 5 gives no good exercise about "cycles"; take another seed'
    ):
        draft_of(easy, 5)


def _easy(dice):
    """A draft whose mistakes cannot be told apart."""
    draft = TOPICS["cycles"].draw(dice)
    return type(draft)(**{**vars(draft), "mistakes": [draft.mistakes[0]] * 2})


@pytest.mark.parametrize(
    "name", ["transitivity-", "transitivity-4096", "transitivity-07", "cycle-1", "first-arrow", "-1", 7, None]
)
def test_other_names_are_no_generated_ones(name):
    assert generated_name(name) is None


def test_the_dice_give_every_item_once():
    dice = Dice("a")
    assert sorted(dice.shuffled(range(9))) == list(range(9))
    assert dice.some_in_order("abcdef", 6) == list("abcdef")
    assert [Dice("a").number(1000) for _ in range(2)] == [Dice("a").number(1000)] * 2
    assert {dice.number(3) for _ in range(60)} == {0, 1, 2}


def test_what_happens_over_time_ends_as_the_documents_say():
    ends = {}
    for seed in range(40):
        ends |= dict(generate("over-time", seed).question.answer)
    assert ends == {
        "out": "deleted",
        "out-of-filter": "deleted",
        "back": "active",
        "too-late": "gone",
        "deleted-at-home": "deleted",
        "disabled": "blocked",
        "blocked-there": "active",
        "deleted-there": "deleted",
        "gate-closed": "active",
    }
