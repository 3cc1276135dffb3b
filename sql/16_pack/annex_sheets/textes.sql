-- Sheet « Textes » of annexe-statistique.xlsx.
-- One row per text question and class of lengths, in words.

select
    lengths.question_label as "Question",
    lengths.length_label as "Longueur",
    lengths.answered_count / nullif(summaries.answered_count, 0) as "Part",
    lengths.answered_count as "Textes",
    summaries.answered_count as "Ont écrit",
    summaries.distinct_text_count as "Textes différents",
    summaries.median_character_count as "Longueur médiane (caractères)",
    summaries.greatest_character_count as "Le plus long (caractères)"
from pack.annex_files__text_lengths as lengths
inner join form.questions as questions using (question_id)
inner join statistics.text_summaries as summaries using (question_id)
order by questions.position, lengths.fewest_words
