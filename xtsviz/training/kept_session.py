"""What a learner did, as a text that a browser keeps; a later session goes on from it.

What comes back may be anyone's text: it is checked. Exercises that are not there any more are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xtsviz.errors import InputError, ProgressError, XtsvizError
from xtsviz.model import jsontext
from xtsviz.model.design import Design
from xtsviz.training.exercise import Build, Exercise, Predict
from xtsviz.training.live_board import KeptLearner, Learner
from xtsviz.training.prediction import Prediction
from xtsviz.training.question import Cell
from xtsviz.training.session import Session

_VERSION = 1
_MAX_CELLS = 2000
_MAX_TRIES = 1_000_000

_Cells = Annotated[list[tuple[str, str]], Field(max_length=_MAX_CELLS)]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _KeptPrediction(_Kept):
    ticked: _Cells
    nothing: Annotated[list[str], Field(max_length=_MAX_CELLS)]
    locked: bool
    tries: Annotated[int, Field(ge=0, le=_MAX_TRIES)]
    refuted: _Cells | None
    informed: bool
    shown: bool


class _KeptSession(_Kept):
    version: int
    exercise: str
    progress: Any
    predictions: dict[str, _KeptPrediction]
    designs: dict[str, Any]
    learner: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""
    locked: tuple[str, ...] = ()
    began_again: tuple[str, ...] = ()


def write_session(session: Session, max_bytes: int) -> bytes:
    """The session as JSON. If it would be too large, designs are left out.

    Args:
        session: of the learner.
        max_bytes: the limit.
    """
    predictions, designs = session.work
    kept = {
        "version": _VERSION,
        "exercise": session.exercise.name,
        "progress": json.loads(session.progress.text()),
        "predictions": {name: _written(prediction) for name, prediction in predictions.items()},
        "designs": {name: design.to_document() for name, design in designs.items()},
        "learner": session.learner.keeps.number,
        "locked": session.learner.keeps.locked,
        "began_again": session.learner.keeps.began_again,
    }
    text = jsontext.encode(kept).encode("utf-8")
    return text if len(text) <= max_bytes else jsontext.encode({**kept, "designs": {}}).encode("utf-8")


def resume_session(session: Session, saved: bytes, max_bytes: int) -> None:
    """Go on from what `write_session` wrote, with at most so many bytes; it may have been changed.

    Raises:
        ProgressError: it cannot be read. The session is as before.
    """
    try:
        if len(saved) > max_bytes:
            raise ProgressError("it is larger than it should be")
        kept = _KeptSession.model_validate(jsontext.decode(saved))
        if kept.version != _VERSION:
            raise ProgressError("it was made by another version of xtsviz")
        known = {exercise.name: exercise for exercise in session.exercises}
        predictions = {
            name: _read_prediction(exercise, kept.predictions[name])
            for name, exercise in known.items()
            if isinstance(exercise, Predict) and name in kept.predictions
        }
        designs = {
            name: Design.from_document(kept.designs[name])
            for name, exercise in known.items()
            if isinstance(exercise, Build) and name in kept.designs
        }
        session.progress.go_on_from(kept.progress)
        name = kept.exercise if kept.exercise in known else session.exercise.name
        session.go_on_with(name, predictions, designs)
        session.learner = Learner(KeptLearner(kept.learner, kept.locked, kept.began_again))
    except ValidationError:
        raise ProgressError("what was saved of your work cannot be read; it begins anew") from None
    except XtsvizError as problem:
        why = problem.brief(1) if isinstance(problem, InputError) else str(problem)
        raise ProgressError(f"what was saved of your work cannot be read ({why}); it begins anew") from None


def _written(prediction: Prediction) -> Mapping[str, Any]:
    return {
        "ticked": sorted(prediction.ticked),
        "nothing": sorted(prediction.nothing),
        "locked": prediction.locked,
        "tries": prediction.tries,
        "refuted": None if prediction.refuted is None else sorted(prediction.refuted),
        "informed": prediction.informed,
        "shown": prediction.shown,
    }


def _read_prediction(exercise: Exercise, kept: _KeptPrediction) -> Prediction:
    assert isinstance(exercise, Predict)
    question = exercise.question

    def cells(found: list[tuple[str, str]]) -> frozenset[Cell]:
        return frozenset(question.check_cells(found))

    rows = frozenset(kept.nothing)
    if unknown := rows - frozenset(question.rows_to_answer):
        raise ProgressError(f"there is no row {min(unknown)[:60]!r}")
    return Prediction(
        ticked=cells(kept.ticked),
        nothing=rows,
        locked=kept.locked,
        tries=kept.tries,
        refuted=None if kept.refuted is None else cells(kept.refuted),
        informed=kept.informed,
        shown=kept.shown,
    )
