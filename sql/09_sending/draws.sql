-- The draws by lot, and how far each has come.
-- One row per draw that the form has; key: draw.
-- `population_count`: units that could be drawn. `drawn_count`: first units of the draw's order
-- (the function `lot`), to be answered. `answered_count`: units answered among them.
-- `judged_count`: answers with a yes or no. `found_count`: units in which the thing looked for was
-- found. Only a finished draw (`is_finished`) is published. The draw `control` is of texts to code,
-- and finds texts that fit no theme. `recall` is of people with an address, and finds denials:
-- whoever doesn't answer judges nothing. `reading` is of texts in which the program points at
-- nothing, and finds texts that a reader masked or kept back.

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
