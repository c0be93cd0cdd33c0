rules(field, value) AS MATERIALIZED (
    SELECT r ->> 0, r ->> 1 FROM json_array_elements(CAST(:rules AS json)) AS r
)
