"""What may be done on the page while a run goes on."""

from __future__ import annotations

import pytest

from consultation.decisions.sheets import TO_READ
from consultation.screens.reviewing import Review
from consultation.words.errors import OrganiserError
from tests.cases.doubtful import doubtful_run
from tests.cases.locks import held_elsewhere
from tests.cases.reviews import review_of


def test_what_is_asked_is_read_while_a_run_goes_on_and_deciding_waits(tmp_path):
    run = doubtful_run().copied(tmp_path)
    review = review_of(run)
    first, *_ = review.rows().texts
    key = str(first[TO_READ.columns.key])
    with held_elsewhere(run.folders.data):
        opened_meanwhile = review_of(run)
        assert opened_meanwhile.rows() == review.rows()
        assert opened_meanwhile.pending() == review.pending()
        for ask in (lambda: review.decide("CD", {key: "send"}), lambda: review.reach_of("SID 1")):
            with pytest.raises(OrganiserError, match="un passage est en cours"):
                ask()
    assert review.pending().count == 0

    review.decide("CD", {key: "send"})
    assert review.pending().count == 1


def test_nothing_is_written_from_the_start_of_a_run_before_it_takes_its_lock(tmp_path):
    run = doubtful_run().copied(tmp_path)
    review = Review(run.folders, run.form_id, lambda: True)
    first, *_ = review.rows().texts
    with pytest.raises(OrganiserError, match="un passage est en cours"):
        review.decide("CD", {str(first[TO_READ.columns.key]): "send"})
    assert review.pending().count == 0
