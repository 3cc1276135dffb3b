"""The domain of faire-masse: from Framaforms exports to counts that stand a hostile reading.

Words, used unchanged in Python, SQL and tests (French label in brackets):

- form [formulaire]: a Framaforms form, declared in `schemas/forms/<form_id>.toml`.
- export: one file downloaded from Framaforms, identified by the SHA-256 of its bytes; its
  *time* is the greatest time in its rows.
- record: one row of an export, as read.
- submission [soumission]: one answer sheet, `<form_id>:<sid>`; it has versions and can vanish.
- draft [brouillon]: an unfinished submission; never counted, always accounted for.
- answer [réponse]: submission × question (× item) (× choice).
- set-aside cell [cellule écartée]: a cell that could not be understood; its row goes on.
- rejection [rejet]: a record that could not become a submission.
- respondent [répondant·e]: one person or one collective, after re-sends are linked.
- contribution: what counts for one respondent: their latest submission that no other box took.
- family [famille de textes]: texts that are near-identical.
- consent: `own_name`, `collective_name`, `anonymous`, `reflection_only`, `unclear`.
- counting rule [règle de comptage]: a way to count contributions.
- flow [bilan]: the table that puts every submission in exactly one box.
- decision: what an organiser wrote in a review sheet and gave back.
- release [publication]: what one run publishes for a form.
- pack: a folder of a release for one public.
"""
