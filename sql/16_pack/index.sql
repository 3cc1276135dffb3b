-- Index of the pack: `contributions.xlsx` and `contributions.csv`.
-- One row per contribution, sorted by reference.
-- Contributions with a name show the day, the others the week. The family is the largest of the
-- families of the contribution's texts. Who sent its letter first is left out, as it would reveal
-- an order of arrival. Python adds the checksum of the file and, if only volumes have the
-- documents, the volume and its page. The fingerprint is a digest of the consent, name, category,
-- date and words (pack.said): if they were spelt otherwise here, all contributions of a frozen pack
-- would seem changed.

with

in_families as (

    select
        largest.submission_id,
        largest.family_id,
        any_value(families.family_label) as family_label,
        any_value(
            word('relation', replace(members.relation, 'original', 'same')).label
            order by members.question_id
        ) as relation,
        sentence(
            'yes_or_no', if(bool_or(members.has_addition), 'yes', 'no')
        ) as has_addition
    from families.largest as largest
    inner join families.members as members using (submission_id, family_id)
    inner join pack.annex_files__families as families using (family_id)
    group by largest.submission_id, largest.family_id

),

withheld as (

    select
        withheld_answers.submission_id,
        string_agg(questions.title, ' ; ' order by questions.position) as questions
    from sending.withheld_answers as withheld_answers
    inner join form.questions as questions using (question_id)
    where withheld_answers.reason != 'unread'
    group by withheld_answers.submission_id

)

select
    shown.reference as "Référence",
    shown.category as "Qualité déclarée",
    word('respondent_kind', shown.respondent_kind).label as "Nature",
    word('consent', shown.consent).label as "Consentement",
    shown.name as "Nom",
    sentence('name_quality', shown.name_quality) as "Qualité du nom",
    shown.day as "Jour",
    shown.week as "Semaine du",
    in_families.family_label as "Famille de textes",
    in_families.family_id as "Identifiant de la famille",
    in_families.relation as "Relation",
    in_families.has_addition as "Ajout personnel",
    coalesce(
        (
            select sum(texts.word_count)::bigint from pack.annex_files__texts as texts
            where shown.reference = texts.reference
        ),
        0
    ) as "Mots",
    withheld.questions as "Texte non transmis",
    'contributions/' || shown.reference || '.pdf' as "Document",
    sha256(
        concat_ws(
            chr(10),
            shown.consent,
            coalesce(sha256(shown.name), ''),
            coalesce(shown.category_id, ''),
            coalesce(shown.day, shown.week)::varchar,
            coalesce(said.all_lines, '')
        )
    ) as "Empreinte du contenu"
from pack.document_contributions as shown
left join in_families on shown.reference = in_families.submission_id
left join withheld on shown.reference = withheld.submission_id
left join pack.said as said on shown.reference = said.submission_id
order by shown.reference
