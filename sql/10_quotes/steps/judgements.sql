-- What organisers decided of quotes, and whether each decision holds by itself.
-- One row per text that a decision of this kind is about; key: submission_id, question_id.
-- It holds while the same text leaves, word for word, was read again, and its author agrees to be
-- at least as public. A passage is quoted if its parts, between « […] », are in the text in this
-- order, spaces aside, and cut no word in two. It is quoted under the chosen theme, which a passage
-- needs if its text has several themes. Themes that contradict each other count as none.

with

decided as (

    select
        subject_id,
        submission_ids[1] as submission_id,
        question_id,
        choice,
        decided_at,
        initials,
        is_contradictory
    from clean.decisions
    where decision_kind = 'quote'

),

given as (

    select
        subject_id,
        list(distinct fingerprint order by fingerprint) as fingerprints,
        list(distinct coalesce(words[1], '')) as passages,
        list(distinct theme_id) filter (where theme_id is not null) as theme_ids
    from history.given_decisions
    where decision_kind = 'quote' and is_latest
    group by subject_id

),

own_themes as (

    select
        submission_id,
        question_id,
        list(theme_id) as theme_ids
    from coding.submission_themes
    where state = 'yes'
    group by submission_id, question_id

),

compared as (

    select
        decided.*,
        given.fingerprints,
        given.passages,
        given.theme_ids,
        coalesce(contributions.reference, known.reference) as reference,
        texts.consent,
        texts.sent_text as text,
        contributions.submission_id is null as is_left,
        coalesce(readings.state = 'applied' and readings.is_withheld, false)
            as is_withheld,
        coalesce(own_themes.theme_ids, []) as own_theme_ids
    from decided
    inner join given using (subject_id)
    left join sending.contributions as contributions using (submission_id)
    left join pseudonyms.submissions as known using (submission_id)
    left join quotes.texts as texts using (submission_id, question_id)
    left join sending.readings as readings using (submission_id, question_id)
    left join own_themes using (submission_id, question_id)

),

cut as (

    select
        *,
        trim(regexp_replace(nfc_normalize(text), '[\p{Z}\p{Cc}]+', ' ', 'g'))
            as sent_text,
        list_has_any(
            fingerprints,
            list_transform(
                [consent, 'anonymous'],
                lambda view: left(sha256(view || ' ' || text), 16)
            )
        ) as is_same,
        list_filter(
            list_transform(
                string_split(passages[1], '[…]'), lambda piece: trim(piece)
            ),
            lambda piece: piece != ''
        ) as pieces
    from compared

)

select
    submission_id,
    question_id,
    reference,
    case when not is_contradictory and len(passages) = 1 then choice end as choice,
    case
        when len(pieces) > 0 and text is not null then passages[1]
        else sent_text
    end as quote_text,
    case when len(theme_ids) = 1 then theme_ids[1] end as theme_id,
    decided_at,
    initials,
    fingerprints[1] as fingerprint,
    case
        when is_left then 'left'
        when is_withheld then 'withheld'
        when text is null then 'unread'
        when is_contradictory or len(passages) > 1 then 'contradictory'
        when not is_same then 'changed'
        when
            not regexp_matches(
                sent_text,
                '(?s)' || array_to_string(
                    list_transform(
                        pieces,
                        lambda piece: case
                            when regexp_matches(piece, '^[\p{L}\p{N}]')
                                then '(?:^|[^\p{L}\p{N}])'
                            else ''
                        end
                        || regexp_escape(piece)
                        || case
                            when regexp_matches(piece, '[\p{L}\p{N}]$')
                                then '(?:[^\p{L}\p{N}]|$)'
                            else ''
                        end
                    ),
                    '.*'
                )
            )
            then 'unfound'
        when
            case
                when len(theme_ids) = 1
                    then not list_contains(own_theme_ids, theme_ids[1])
                else len(pieces) > 0 and len(own_theme_ids) > 1
            end
            then 'unthemed'
        else 'applied'
    end as state
from cut
