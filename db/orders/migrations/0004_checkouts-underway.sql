-- A checkout that is underway tells lines as orders have them now: what was sold until then had neither discounts nor taxes.
UPDATE "sagas" SET "data" = "data" || jsonb_build_object('lines', (
  SELECT jsonb_agg(jsonb_build_object('discount', zero, 'taxRatePpm', 0, 'tax', zero, 'shipped', 0, 'returned', 0) || line
    ORDER BY place)
  FROM jsonb_array_elements("data"->'lines') WITH ORDINALITY AS one (line, place),
    LATERAL (SELECT jsonb_build_object('amount', 0, 'currency', line->'unitPrice'->'currency')) AS money (zero)))
WHERE "name" = 'checkout' AND "state" <> 'done' AND "state" <> 'undone' AND jsonb_array_length("data"->'lines') > 0;
