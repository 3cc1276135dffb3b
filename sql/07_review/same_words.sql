-- Voices that alone wrote the same long text, word for word, and may be one person's.
-- One row per text and voice; key: group_key, submission_id.
-- Left out as letters that travel: texts under two names, from two places, or in a family with
-- other respondents. Texts all under one full name are asked about in review.same_names.

with

wordings as (

    select
        voices.*,
        families.respondent_count,
        concat_ws(
            chr(31), voices.respondent_kind, texts.question_id, texts.text_digest
        ) as group_key
    from review.repeated_texts as texts
    inner join review.voices as voices using (submission_id)
    left join families.members as members using (submission_id, question_id)
    left join
        families.families as families
        on members.family_id = families.family_id

),

groups as (

    select group_key
    from wordings
    group by group_key
    having
        count(*) > 1
        and count(distinct folded_name) < 2
        and count(distinct place) < 2
        and count(*) filter (where contains(folded_name, ' ')) < count(*)
        and count(*) >= coalesce(max(respondent_count), 0)

)

select
    'same_words' as reason,
    wordings.group_key,
    wordings.submission_id
from wordings
semi join groups using (group_key)
