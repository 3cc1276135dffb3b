-- statistiques/share_ranges.csv of the pack: lowest and highest share under the counting rules.
-- One row per closed question (× item) and choice, or group of choices; key: question_id, item_id,
-- choice_id (null for a group), group_label (null for a choice).

select
    shares.question_id,
    shares.item_id,
    shares.choice_id,
    shares.group_label,
    shares.smallest as lowest_share,
    shares.greatest as highest_share
from publications.parts__question_rows as shares
order by shares.question_id, shares.item_id, shares.choice_id, shares.group_label
