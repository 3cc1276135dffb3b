-- Sheet « Rappel de contrôle » of confidentiel/contacts.xlsx.
-- One row per person whom the draw asks whether their answer is theirs, in its order.
-- Organisers fill in the columns « Réponse » to « Remarque ». A person who denied is withdrawn:
-- their address and wishes are hidden, and the row stays so that the denial can be taken back.

select
    recalls.place as "Rang",
    people.email as "Adresse électronique",
    known.reference as "Référence",
    local_time(contributions.answered_at) as "A répondu le",
    wishes.labels as "Demandes",
    case
        when contributions.submission_id is not null
            then
                sentence(
                    'recall',
                    'letter',
                    struct_pack(
                        moment := case
                            when contributions.answered_at is null then ''
                            else
                                sentence(
                                    'recall',
                                    'moment',
                                    struct_pack(
                                        day := strftime(
                                            local_time(contributions.answered_at),
                                            '%d/%m/%Y'
                                        ),
                                        hour := strftime(
                                            local_time(contributions.answered_at),
                                            '%H:%M'
                                        )
                                    )
                                )
                        end,
                        title := form.title,
                        recipient := form.recipient,
                        reference := known.reference
                    )
                )
    end as "Lettre à copier",
    null::varchar as "Réponse",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    word('recall_choice', recalls.answer).label
    || ' (' || initials_and_day(recalls.initials, recalls.decided_at) || ')'
        as "Déjà dit",
    word('decision_kind', 'recall').label as "Question",
    recalls.unit_id as "Soumissions",
    decision_key('recall', recalls.fingerprint, recalls.unit_id)
        as "Clé (ne pas modifier)"
from sending.recalls as recalls
cross join form.form as form
inner join pseudonyms.submissions as known on recalls.unit_id = known.submission_id
left join sending.contributions as contributions
    on recalls.submission_id = contributions.submission_id
left join people.people as people on recalls.submission_id = people.submission_id
left join publications.parts__wishes as wishes
    on recalls.submission_id = wishes.submission_id
where recalls.is_shown
order by recalls.place
