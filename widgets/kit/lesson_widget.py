"""What predictions and checks share in the page: one dict of what is shown, messages back, and errors said in words."""

from __future__ import annotations

import html
import logging
from typing import Any, Callable

import anywidget
import traitlets

from widgets.kit import lesson_words as words
from widgets.kit.data import PAGE
from widgets.kit.exercises import Exercise
from widgets.kit.progress import Progress, current

STYLE = "".join((PAGE / name).read_text(encoding="utf-8") for name in ("bond.css", "lesson.css"))


def script(name: str) -> str:
    """The page code of a widget: the helpers that all share, then its own."""
    return "".join((PAGE / file).read_text(encoding="utf-8") for file in ("common.js", name))


class LessonWidget(anywidget.AnyWidget):
    """A question in the page.

    The page draws whatever `view` holds and sends plain dicts with an ``action``; `actions` says which method each one calls.
    A method that raises puts the error into the page in words.
    """

    _css = STYLE
    view = traitlets.Dict().tag(sync=True)
    spoken: dict[str, str] = {}
    static = ""

    def __init__(self, exercise: Exercise, panel: Any = None, progress: Progress | None = None):
        self.exercise = exercise
        self.panel = panel
        self.progress = progress or current()
        self._error = ""
        super().__init__()
        self.on_msg(self._receive)
        self._guard(self.begin)

    # ---- for each piece to say ----------------------------------------------------------------------------------------------

    @property
    def actions(self) -> dict[str, Callable[[dict], None]]:
        """What the page may ask for, by name."""
        return {}

    def begin(self) -> None:
        """What is to be done when the cell is run."""

    def show(self) -> dict:
        """What the page shows besides the question."""
        return {}

    # ---- what they share ----------------------------------------------------------------------------------------------------

    def _receive(self, _widget, content: Any, _buffers=None) -> None:
        action = content.get("action") if isinstance(content, dict) else None
        if action in self.actions:
            self._guard(lambda: self.actions[action](content))

    def _guard(self, work: Callable[[], None]) -> None:
        """Do the work and show what came of it, an error too."""
        self._error = ""
        try:
            work()
            shown = self.show()
        except Exception as error:
            logging.getLogger(__name__).exception("%s", self.exercise.id)
            self._error = words.BROKEN.format(type=type(error).__name__, message=str(error) or "–")
            shown = {key: value for key, value in self.view.items() if key not in ("error", "trouble")}
        exercise = self.exercise
        self.view = {
            "id": exercise.id, "kind": exercise.kind, "question": exercise.question, "unit": exercise.unit,
            "words": self.spoken, "options": [option["label"] for option in exercise.options], **shown,
            "error": self._error, "trouble": self.progress.trouble,
        }

    def _chosen(self, content: dict) -> int | None:
        """The option that came from the page, if it is one."""
        answer = content.get("answer")
        return answer if type(answer) is int and 0 <= answer < len(self.exercise.options) else None

    # ---- what a page without a kernel gets ----------------------------------------------------------------------------------

    def _repr_mimebundle_(self, **kwargs):
        """The live widget, and the question as text for a page without a kernel: never the learner's answer."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/plain": self._text(), "text/html": self._html()}, metadata

    def _choices(self) -> list[str]:
        exercise = self.exercise
        if exercise.kind == "choice":
            return [option["label"] for option in exercise.options]
        if exercise.kind == "number":
            return [words.STATIC_NUMBER.format(unit=exercise.unit) if exercise.unit else words.STATIC_NUMBER_BARE]
        return []

    def _text(self) -> str:
        lines = [f"{self.spoken['title']} [{self.exercise.id}]", self.exercise.question]
        return "\n".join(lines + [words.OPTION.format(label=choice) for choice in self._choices()] + [self.static])

    def _html(self) -> str:
        question = "".join(f"<p>{code_marks(part)}</p>" for part in paragraphs(self.exercise.question))
        items = "".join(f"<li>{code_marks(choice)}</li>" for choice in self._choices())
        choices = f"<ul>{items}</ul>" if items else ""
        return (f"<blockquote><p><strong>{html.escape(self.spoken['title'])}</strong></p>{question}{choices}"
                f"<p><em>{html.escape(self.static)}</em></p></blockquote>")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: a blank line parts them."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def code_marks(text: str) -> str:
    """Escaped HTML of a plain text in which `` `backticks` `` mark code."""
    pieces = html.escape(text, quote=False).split("`")
    if len(pieces) % 2 == 0:  # an odd number of marks: they are no marks
        return "`".join(pieces)
    return "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))
