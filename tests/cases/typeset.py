"""A contribution of the pack, as values to typeset; what was typeset."""

from consultation.packs.typesetting.document_values import Answer, Contribution
from tests.cases.one_after_another import OneAfterAnother

CONTRIBUTION = Contribution(
    reference="C-7F3A-91BD", category="citoyen·ne", when="Semaine du 14 février 2022",
    form_title="Consultation populaire contre la vidéosurveillance automatisée",
    how_sent="Transmise sans nom", consent_answer="Oui, anonymement",
    consent_question="Acceptez-vous que votre réponse soit envoyée à la CNIL\u00a0?",
    answers=(
        Answer("Pour quelles raisons vous opposez-vous à la VSA\u00a0?", unchosen_count=4,
               chosen=("Surveillance de masse", "Inefficacité «\u00a0démontrée\u00a0»")),
        Answer("Quel est votre avis sur ces usages\u00a0?",
               rows=(("Maraudage", "Très opposé·e"), ("Bagage abandonné", "Plutôt favorable"))),
        Answer("Vos arguments", text="Je refuse que mon corps\ndevienne un code-barres."),
        Answer("Votre ressenti"),
    ),
)  # fmt: skip


def typeset(executor: OneAfterAnother) -> list[str]:
    """What it typeset since it was asked before, by name."""
    given, executor.begun = executor.begun, []
    return [document.caption for batch in given for document in batch]
