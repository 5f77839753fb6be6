-- The sum of minor units as minor units: sum() counts in numeric, of which a question about a hundred thousand accounts makes one for each.
-- More than a bigint holds is refused ("bigint out of range").
CREATE AGGREGATE solde_sum(bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);
