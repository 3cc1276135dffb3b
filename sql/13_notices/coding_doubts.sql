-- Why themes that people coded can't be relied on: they agree too little, or have not settled all.
-- One row per doubt: sentence_id tells which.

with

doubts as (

    select
        1 as place,
        'low_agreement' as sentence_id,
        replace(alpha::decimal(4, 3)::varchar, '.', ',') as alpha
    from statistics.coder_agreement
    where theme_id is null and agreement_level = 'insufficient'
    union all by name
    select
        2 as place,
        'low_agreement_on' as sentence_id,
        list(themes.title order by themes.position) as themes
    from statistics.coder_agreement as agreement
    inner join coding.themes as themes using (theme_id)
    where agreement.agreement_level = 'insufficient'
    having count(*) > 0
    union all by name
    select
        3 as place,
        'open_disagreements' as sentence_id,
        open_count
    from statistics.coder_agreement
    where theme_id is null and open_count > 0

)

select * exclude (place)
from doubts
order by place
