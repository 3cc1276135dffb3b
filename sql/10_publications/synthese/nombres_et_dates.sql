-- Sheet « Nombres et dates » of synthese.xlsx.
-- One row per question that asks for a number, a date or an hour, in the form's order.

with

questions as (

    select * from form.questions
    where kind in ('number', 'date', 'time')

),

busiest_hours as (

    select
        question_id,
        sum(answered_count)::bigint as answered_count,
        arg_max(hour, (answered_count, -hour)) as hour
    from statistics.time_summaries
    group by question_id

),

summarised as (

    select
        questions.position,
        questions.title,
        case questions.kind
            when 'number' then 'nombre' when 'date' then 'date' when 'time' then 'heure'
        end as nature,
        coalesce(
            numbers.answered_count,
            dates.answered_count,
            busiest_hours.answered_count,
            0
        ) as answered_count,
        numbers.smallest_number,
        numbers.first_quartile,
        numbers.median_number,
        numbers.third_quartile,
        numbers.greatest_number,
        numbers.mean_number,
        dates.earliest_date,
        dates.median_date,
        dates.latest_date,
        case when busiest_hours.answered_count > 0 then busiest_hours.hour end as hour
    from questions
    left join statistics.number_summaries as numbers
        on questions.question_id = numbers.question_id
    left join statistics.date_summaries as dates
        on questions.question_id = dates.question_id
    left join busiest_hours on questions.question_id = busiest_hours.question_id

)

select
    title as "Question",
    nature as "Nature",
    answered_count as "Ont répondu",
    smallest_number as "Le plus petit",
    first_quartile as "Premier quart",
    median_number as "La moitié (médiane)",
    third_quartile as "Trois quarts",
    greatest_number as "Le plus grand",
    mean_number as "Moyenne",
    earliest_date as "Première date",
    median_date as "Date médiane",
    latest_date as "Dernière date",
    case when hour is not null then lpad(hour::varchar, 2, '0') || ' h' end
        as "Heure la plus citée"
from summarised
order by position
