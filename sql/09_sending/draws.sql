-- The draws by lot, and how far each has come.
-- One row per draw that the form has; key: draw.
-- `population_count`: the units that could be drawn; `drawn_count`: the first of the draw's order
-- (the function `lot`) that somebody answers; `answered_count` of these were; `judged_count` of these
-- say yes or no, and of `found_count` it is true. Of `is_finished` alone something is told.
-- control: texts to code; found is what fits no theme. recall: people with an address; found is who
-- says that the answer isn't theirs, and who doesn't answer judges nothing. reading: texts that the
-- program does not point at; found is what a reader masked or kept back.

select
    'control' as draw,
    count(*) as population_count,
    count(*) filter (where is_drawn) as drawn_count,
    count(*) filter (where is_drawn and is_answered) as answered_count,
    answered_count as judged_count,
    count(*) filter (where is_drawn and is_answered and is_found) as found_count,
    answered_count = drawn_count as is_finished
from sending.control_draw
having count(*) > 0
union all by name
select
    'recall' as draw,
    count(*) as population_count,
    count(*) filter (where is_drawn) as drawn_count,
    count(answer) filter (where is_drawn) as answered_count,
    count(*) filter (where is_drawn and answer in ('confirm', 'deny')) as judged_count,
    count(*) filter (where is_drawn and answer = 'deny') as found_count,
    answered_count = drawn_count as is_finished
from sending.recalls
having count(*) > 0
union all by name
select
    'reading' as draw,
    count(distinct texts.unit_id) as population_count,
    count(distinct texts.unit_id) filter (where texts.is_drawn) as drawn_count,
    count(distinct texts.unit_id) filter (where texts.is_drawn and texts.is_read)
        as answered_count,
    answered_count as judged_count,
    count(distinct texts.unit_id) filter (
        where texts.is_drawn and texts.is_read and texts.is_found
    ) as found_count,
    answered_count = drawn_count as is_finished
from form.form as form
left join sending.drawn_readings as texts on texts.draw_rank is not null
where form.has_drawn_review
group by form.form_id
