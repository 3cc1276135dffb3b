-- Second table of the sheet « Questions » of synthese.xlsx.
-- One row per question that asks for a number, a date or an hour, in the form's order.

with

busiest_hours as (

    select
        question_id,
        sum(answered_count)::bigint as answered_count,
        arg_max(hour, (answered_count, -hour)) as hour
    from statistics.time_summaries
    group by question_id

)

select
    questions.title as "Question",
    sentence('nombres_et_dates', questions.kind) as "Nature",
    coalesce(
        numbers.answered_count, dates.answered_count, busiest_hours.answered_count, 0
    ) as "Ont répondu",
    numbers.smallest_number as "Le plus petit",
    numbers.first_quartile as "Premier quart",
    numbers.median_number as "La moitié (médiane)",
    numbers.third_quartile as "Trois quarts",
    numbers.greatest_number as "Le plus grand",
    numbers.mean_number as "Moyenne",
    dates.earliest_date as "Première date",
    dates.median_date as "Date médiane",
    dates.latest_date as "Dernière date",
    case
        when busiest_hours.answered_count > 0
            then lpad(busiest_hours.hour::varchar, 2, '0') || ' h'
    end as "Heure la plus citée"
from form.questions as questions
left join statistics.number_summaries as numbers using (question_id)
left join statistics.date_summaries as dates using (question_id)
left join busiest_hours using (question_id)
where questions.kind in ('number', 'date', 'time')
order by questions.position
