-- What speaks for submissions being the same person's, and against it.
-- One row per subject of review, argument for or against, and figure that it rests on.

select
    asked.decision_kind,
    asked.subject_id,
    arguments.place,
    arguments.place < 10 as is_for,
    sentence(
        'a_verifier', arguments.id, struct_pack(count := coalesce(arguments.figure, 0))
    ) as argument
from review.suspicions as asked
cross join (
    values
    (1, 'same_answers', asked.voice_count > 1 and asked.distinct_answers_count = 1, 0),
    (
        3,
        'near_texts',
        asked.voice_count > 1
        and asked.is_one_family
        and asked.distinct_answers_count > 1,
        0
    ),
    (
        4,
        'same_name',
        asked.name_count = 1 and asked.named_count = asked.submission_count,
        0
    ),
    (
        5,
        'same_postcode',
        asked.postcode_count = 1 and asked.located_count = asked.submission_count,
        0
    ),
    (
        6,
        'same_email',
        asked.email_count = 1 and asked.addressed_count = asked.submission_count,
        0
    ),
    (
        7,
        'same_phone',
        asked.phone_count = 1 and asked.phoned_count = asked.submission_count,
        0
    ),
    (
        8,
        'close_identity',
        list_contains(asked.reasons, 'close_identity') and asked.name_count > 1,
        0
    ),
    (
        13,
        'letter',
        asked.voice_count > 1 and asked.family_respondent_count > asked.voice_count,
        asked.family_respondent_count
    ),
    (14, 'names', asked.name_count > 1, asked.name_count),
    (15, 'nameless', asked.voice_count > 0 and asked.named_count = 0, 0),
    (16, 'one_word_name', asked.has_one_word_name, 0),
    (17, 'postcodes', asked.postcode_count > 1, asked.postcode_count),
    (18, 'emails', asked.email_count > 1, asked.email_count),
    (19, 'answers', asked.distinct_answers_count > 1, asked.distinct_answers_count),
    (20, 'both_kinds', asked.kind_count > 1, 0),
    (
        21,
        'not_counted',
        asked.eligible_count < asked.submission_count,
        asked.submission_count - asked.eligible_count
    )
) as arguments (place, id, is_true, figure)
where asked.decision_kind = 'same_person' and arguments.is_true
