-- What speaks for and against what organisers are asked to look at.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- Counts of names, postcodes and addresses are of those that were given; null is never the same as
-- null.

with

counted as (

    select
        decision_kind,
        subject_id,
        count(*) as submission_count,
        count(*) filter (where is_eligible) as eligible_count,
        count(*) filter (where is_voice) as voice_count,
        count(distinct respondent_kind) filter (where is_voice) as kind_count,
        count(*) filter (where is_eligible and not is_voice) as linked_count,
        min(answered_at) as first_at,
        max(answered_at) as last_at,
        count(folded_name) as named_count,
        count(distinct folded_name) as name_count,
        bool_or(not contains(folded_name, ' ')) as has_one_word_name,
        list(distinct name order by name) filter (where name is not null) as names,
        count(postcode) as located_count,
        count(distinct postcode) as postcode_count,
        count(folded_email) as addressed_count,
        count(distinct folded_email) as email_count,
        count(phone_end) as phoned_count,
        count(distinct phone_end) as phone_count,
        count(distinct coalesce(written_digest, 0)) as distinct_answers_count,
        count(distinct respondent_id) as respondent_count,
        arg_max(consent, (answered_at, submission_id)) filter (where is_latest)
            as latest_consent,
        arg_min(consent, (publicity, consent)) filter (where is_eligible)
            as least_public_consent,
        left(sha256(string_agg(fingerprint, ' ' order by submission_id)), 16)
            as fingerprint
    from review.members
    group by decision_kind, subject_id

),

common_texts as (

    select
        members.decision_kind,
        members.subject_id,
        texts.* exclude (submission_id),
        count(*) as member_count
    from review.members as members
    inner join review.repeated_texts as texts using (submission_id)
    group by all

),

-- The longest text that all of a subject's voices wrote, and how many others did.
shared_texts as (

    select
        texts.decision_kind,
        texts.subject_id,
        max(texts.word_count) as shared_word_count,
        arg_max(
            texts.writer_count - texts.member_count,
            (texts.word_count, texts.writer_count)
        ) as other_writer_count
    from common_texts as texts
    inner join counted
        on
            texts.decision_kind = counted.decision_kind
            and texts.subject_id = counted.subject_id
            and texts.member_count = counted.voice_count
    group by texts.decision_kind, texts.subject_id

),

-- Copies that differ by a town or a name are not letter for letter: their family tells.
family_sizes as (

    select
        members.decision_kind,
        members.subject_id,
        max(largest.respondent_count) as family_respondent_count,
        count(*) as family_member_count,
        count(distinct largest.family_id) as family_count
    from review.members as members
    inner join families.largest as largest using (submission_id)
    group by members.decision_kind, members.subject_id

),

evidence as (

    select
        counted.*,
        shared_texts.shared_word_count,
        shared_texts.other_writer_count,
        family_sizes.family_respondent_count,
        coalesce(
            family_sizes.family_count = 1
            and family_sizes.family_member_count = counted.voice_count,
            false
        ) as is_one_family
    from counted
    left join shared_texts using (decision_kind, subject_id)
    left join family_sizes using (decision_kind, subject_id)

)

select * from evidence
