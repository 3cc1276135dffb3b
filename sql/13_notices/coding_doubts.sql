-- Why themes that people coded can't be relied on: they agree too little, or have not settled all.
-- One row per doubt: sentence_id tells which.

with

agreement as (

    select
        agreement.theme_id,
        agreement.alpha,
        agreement.open_count,
        agreement.agreement_level = 'insufficient' as is_insufficient,
        themes.title,
        themes.position
    from statistics.coder_agreement as agreement
    left join coding.themes as themes using (theme_id)

),

doubts as (

    select
        1 as place,
        replace(alpha::decimal(4, 3)::varchar, '.', ',') as alpha,
        null::bigint as open_count,
        null::varchar[] as themes
    from agreement
    where theme_id is null and is_insufficient
    union all
    select
        2 as place,
        null as alpha,
        null as open_count,
        list(title order by position) as themes
    from agreement
    where theme_id is not null and is_insufficient
    having count(*) > 0
    union all
    select
        3 as place,
        null as alpha,
        open_count,
        null as themes
    from agreement
    where theme_id is null and open_count > 0

)

select
    case place
        when 1 then 'low_agreement'
        when 2 then 'low_agreement_on'
        else 'open_disagreements'
    end as sentence_id,
    alpha,
    open_count,
    themes
from doubts
order by place
