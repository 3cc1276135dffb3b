-- The statements on consent of each person who is asked about, in words.
-- One row per row of « À vérifier » on consents and change of mind; key: key, place.
-- « le 12/02 : oui en mon nom (export du 13/02) »; an answer's number where they sent several.

select
    asked.key,
    told.place,
    false as is_on_site,
    told.consent,
    sentence(
        'a_verifier',
        'told_consent',
        struct_pack(
            answer := coalesce(
                case
                    when len(asked.submission_ids) > 1
                        then
                            sentence(
                                'a_verifier',
                                'told_answer',
                                struct_pack(
                                    number := split_part(told.submission_id, ':', 2)
                                )
                            )
                end,
                ''
            ),
            day := coalesce(
                sentence(
                    'a_verifier',
                    'told_day',
                    struct_pack(day := strftime(local_time(told.said_at), '%d/%m'))
                ),
                ''
            ),
            consent := word('consent_choice', told.consent).label,
            export := coalesce(
                sentence(
                    'a_verifier',
                    'told_export',
                    struct_pack(day := strftime(local_time(told.exported_at), '%d/%m'))
                ),
                sentence(
                    'a_verifier', 'told_file', struct_pack(file := told.file_name)
                )
            )
        )
    ) as told
from review.told_consents as told
inner join review.consents as asked using (person_id, respondent_kind)
where asked.key is not null
union all
-- Of a row that moved, what somebody may have read on the form's site.
select
    asked.key,
    1000000 + words.position as place,
    true as is_on_site,
    words.id as consent,
    sentence(
        'a_verifier', 'told_on_site', struct_pack(consent := words.label)
    ) as told
from review.consents as asked
inner join form.words as words
    on
        words.kind = 'consent_choice'
        and words.id != 'unclear'
        and list_contains(asked.choices, words.id)
where asked.is_moved and asked.key is not null
