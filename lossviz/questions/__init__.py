"""What is often asked about losses. A file here with ``QUESTIONS`` adds its questions."""

from lossviz.questions.record import Question
from lossviz.vocabulary import Registry, discovered


def _questions() -> list[Question]:
    found: list[Question] = [question for group in discovered(__name__, "QUESTIONS") for question in group]
    return sorted(found, key=lambda question: question.place)


QUESTIONS = Registry("question", {question.key: question for question in _questions()})
