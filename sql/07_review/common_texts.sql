-- Long texts that several wrote letter for letter, among those whom organisers are asked about.
-- One row per kind of decision, set of submissions, question and text.
-- `member_count`: how many of the set wrote it; `writer_count`: how many did in all.

select
    members.decision_kind,
    members.subject_id,
    repeated_texts.writer_count,
    repeated_texts.word_count,
    count(*) as member_count
from review.members as members
inner join review.repeated_texts as repeated_texts using (submission_id)
group by
    members.decision_kind,
    members.subject_id,
    repeated_texts.question_id,
    repeated_texts.text_digest,
    repeated_texts.writer_count,
    repeated_texts.word_count
