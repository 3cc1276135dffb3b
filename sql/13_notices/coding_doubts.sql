-- What keeps the themes that people coded from being relied on: how far they agree, what they have
-- not settled.
-- One row per doubt: sentence_id tells which.

with

agreement as (

    select
        agreement.theme_id,
        agreement.alpha,
        agreement.open_count,
        agreement.agreement_level,
        themes.title,
        themes.position
    from statistics.coder_agreement as agreement
    left join coding.themes as themes on agreement.theme_id = themes.theme_id

)

select
    'low_agreement' as sentence_id,
    replace(alpha::decimal(4, 3)::varchar, '.', ',') as alpha,
    null::bigint as open_count,
    null::varchar[] as themes
from agreement
where theme_id is null and agreement_level = 'insufficient'
union all
select
    'low_agreement_on' as sentence_id,
    null as alpha,
    null as open_count,
    list(title order by position) as themes
from agreement
where theme_id is not null and agreement_level = 'insufficient'
having count(*) > 0
union all
select
    'open_disagreements' as sentence_id,
    null as alpha,
    open_count,
    null as themes
from agreement
where theme_id is null and open_count > 0
