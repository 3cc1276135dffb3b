"""The least that a form file holds."""

from __future__ import annotations

from consultation.forms.form import Form

TOP = 'title = "Essai"\nrecipient = "CNIL"\ntime_zone = "Europe/Paris"\n'
QUESTION = '[questions.a]\nkind = "choice"\nheaders = "A"\nchoices = { oui = "Oui", non = "Non" }\n'


def only_question(form: Form):
    (question,) = form.questions
    return question
