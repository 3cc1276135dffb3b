-- The consents that can be given, and how public each is.
-- One row per state of consent; key: consent.
-- `publicity`: how public a state is. Somebody who stated two consents agreed in both to the less
-- public one. `unclear` is no consent. A contribution is sent where `is_sendable`.

select
    consents.consent,
    consents.publicity,
    consents.is_sendable
from (
    values
    ('reflection_only', 1, false),
    ('unclear', 1, false),
    ('anonymous', 2, true),
    ('collective_name', 3, true),
    ('own_name', 3, true)
) as consents (consent, publicity, is_sendable)
