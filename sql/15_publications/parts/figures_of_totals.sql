-- Key figures about totals of choices: how many are against, how many in favour.
-- One row per closed question (× item) that was answered and group of choices.
-- They come first: most readers look for nothing else.

select
    question as heading,
    question_place as place,
    coalesce(item_place, 0) * 1000 + group_place as subplace,
    concat_ws(' : ', choice, item) as figure,
    chosen_count as value,
    answered_count as base,
    'questions' as sheet,
    smallest,
    greatest
from publications.parts__question_rows
where group_label is not null and answered_count > 0
