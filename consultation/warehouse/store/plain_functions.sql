-- Functions that rest on no table of ours: the layers below statistics have these alone.
-- What begins with @ is filled in by functions.py.

-- What a row of a sheet of decisions goes by: consultation/decisions/sheets.py reads it.
create or replace macro decision_key(kind, fingerprint, subject) as
kind || '-' || fingerprint || '-'
|| left(sha256(concat_ws(' ', kind, fingerprint, subject)), 12);

-- What a text that was read goes by: the digest of its words (words_print), as leaving under this
-- consent, or under any.
create or replace macro reading_print(consent, said) as
left(sha256(consent || ' ' || said), 16);
create or replace macro reading_prints(said) as
list_transform(
    ['anonymous', 'collective_name', 'own_name'],
    lambda consent: reading_print(consent, said)
);

-- How far exports reach, in a key: the greatest SID, then the minute of the greatest time in rows,
-- both in hexadecimal. `ffffffff` if no row has a time.
create or replace macro reach_print(greatest_sid, greatest_time) as
format('{:010x}', greatest_sid)
|| coalesce(format('{:08x}', epoch(greatest_time)::bigint // 60), 'ffffffff');

-- Where a unit stands in a draw: the first of this order are drawn. Nobody can choose it, whatever
-- the day, the machine or the order of files, and no answer moves another.
create or replace macro lot(form_id, purpose, unit) as
sha256(concat_ws(' ', form_id, purpose, unit));

-- What a letter is called: six consonants, which are no number and no word.
create or replace macro letter_signs(digest) as
translate(left(digest, 6), '0123456789abcdef', 'BCDFGHJKLMNPQRST');

-- Accents, capitals, signs and spaces aside: as `fold` of consultation/words/folding.py,
-- to the sign. What French is written with has a short way; of other texts, each sign that is
-- not is looked up, but for the marks beyond what is listed. A space alone is left, for it takes
-- time. The list stands in the macro: as a table, DuckDB may copy it beside each row of a join.
create or replace macro folded(words) as
trim(regexp_replace(
    case
        when regexp_matches(words, '[^ a-zA-Z0-9À-ÖØ-öø-ÿœŒ@signs]')
            then array_to_string(
                list_transform(
                    string_split(
                        regexp_replace(words, '[\x{e0100}-\x{e01ef}]', '', 'g'), ''
                    ),
                    lambda sign: case
                        when unicode(sign) < 128 then lower(sign)
                        when sign between 'ç' and 'ö' then strip_accents(sign)
                        when sign = 'à' then 'a'
                        else coalesce(
                            string_split(
                                string_split('@pages', chr(30))[
                                    unicode(
                                        '@blocks'[
                                            least(unicode(sign), @beyond) // 256 + 1
                                        ]
                                    ) - 255
                                ],
                                chr(31)
                            )[least(unicode(sign), @beyond) % 256 + 2],
                            sign
                        )
                    end
                ),
                ''
            )
        else replace(replace(lower(strip_accents(words)), 'œ', 'oe'), 'æ', 'ae')
    end,
    ' *[@signs][@signs ]*|  +',
    ' ',
    'g'
));

-- The digest of a text's words: of the folded text, or of the text itself where nothing is left.
create or replace macro words_print(words) as
sha256(coalesce(nullif(folded(words), ''), words));
