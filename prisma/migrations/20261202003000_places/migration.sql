-- Where debtors are, as people ask for it: "à Lyon", "en Auvergne-Rhône-Alpes". Made of the address by the database, whoever writes it, so that
-- no writer can forget it; what the accounts name a town is taken before what the address seems to say.

-- As domain/staff/place-key.ts. The cluster compares bytes, so the letters' case is that of Unicode here.
CREATE FUNCTION solde_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
  SELECT btrim(regexp_replace(replace(replace(lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "pg_c_utf8"), 'œ', 'oe'), 'æ', 'ae'), '[^a-z0-9]+', ' ', 'g'))
$$;

CREATE FUNCTION solde_place_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
  SELECT regexp_replace(btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(solde_fold(name),
    '\mcedex( \d{1,2})?\M', '', 'g'), '\mst\M', 'saint', 'g'), '\mste\M', 'sainte', 'g'), ' +', ' ', 'g')),
    '^(paris|lyon|marseille) \d{1,2}(er|e|eme|ieme|nd|nde)?( arrondissement)?$', '\1')
$$;

-- A French postcode, where an address has one.
CREATE FUNCTION solde_postcode(postcode text, address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(upper(btrim(postcode)), ''), (regexp_match(address, '(?:^|[\s,])(?:F ?- ?)?(\d{5})\s+\D'))[1])
$$;

-- The line of an address that has the postcode, without it; where the postcode stands alone, the line before. CEDEX and districts are no part
-- of a town's name, and capitals throughout are no way to show one.
CREATE FUNCTION solde_city(town text, address text, postcode text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  lines text[];
  code text := solde_postcode(postcode, address);
  name text := btrim(town);
BEGIN
  IF coalesce(name, '') = '' THEN
    lines := regexp_split_to_array(coalesce(address, ''), '[ \t]*[\r\n,]+[ \t]*');
    IF code IS NULL THEN
      RETURN NULL;
    END IF;
    FOR i IN REVERSE cardinality(lines)..1 LOOP
      CONTINUE WHEN position(code IN upper(lines[i])) = 0;
      name := btrim(overlay(lines[i] PLACING '' FROM position(code IN upper(lines[i])) FOR length(code)), ' -');
      name := regexp_replace(name, '^F ?- ?', '');
      IF name = '' AND i > 1 THEN
        name := lines[i - 1];
      END IF;
      EXIT;
    END LOOP;
  END IF;
  name := btrim(regexp_replace(name, '\s+cedex(\s+\d{1,2})?\s*$', '', 'i'));
  name := regexp_replace(name, '^(paris|lyon|marseille)[\s-]+\d{1,2}\s*(er|e|ème|eme|ième|nd|nde)?(\s+arrondissement)?$', '\1', 'i');
  IF coalesce(name, '') = '' THEN
    RETURN NULL;
  END IF;
  RETURN CASE WHEN name = upper(name COLLATE "pg_c_utf8") THEN initcap(name COLLATE "pg_c_utf8") ELSE name END;
END $$;

-- As domain/staff/french-regions.ts.
CREATE FUNCTION solde_region(country text, postcode text, address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN country NOT IN ('FR', 'GP', 'MQ', 'GF', 'RE', 'YT') OR code !~ '^\d{5}$' THEN NULL
      WHEN left(code, 2) IN ('01', '03', '07', '15', '26', '38', '42', '43', '63', '69', '73', '74') THEN 'Auvergne-Rhône-Alpes'
      WHEN left(code, 2) IN ('21', '25', '39', '58', '70', '71', '89', '90') THEN 'Bourgogne-Franche-Comté'
      WHEN left(code, 2) IN ('22', '29', '35', '56') THEN 'Bretagne'
      WHEN left(code, 2) IN ('18', '28', '36', '37', '41', '45') THEN 'Centre-Val de Loire'
      WHEN left(code, 2) IN ('20') THEN 'Corse'
      WHEN left(code, 2) IN ('08', '10', '51', '52', '54', '55', '57', '67', '68', '88') THEN 'Grand Est'
      WHEN left(code, 2) IN ('02', '59', '60', '62', '80') THEN 'Hauts-de-France'
      WHEN left(code, 2) IN ('75', '77', '78', '91', '92', '93', '94', '95') THEN 'Île-de-France'
      WHEN left(code, 2) IN ('14', '27', '50', '61', '76') THEN 'Normandie'
      WHEN left(code, 2) IN ('16', '17', '19', '23', '24', '33', '40', '47', '64', '79', '86', '87') THEN 'Nouvelle-Aquitaine'
      WHEN left(code, 2) IN ('09', '11', '12', '30', '31', '32', '34', '46', '48', '65', '66', '81', '82') THEN 'Occitanie'
      WHEN left(code, 2) IN ('44', '49', '53', '72', '85') THEN 'Pays de la Loire'
      WHEN left(code, 2) IN ('04', '05', '06', '13', '83', '84') THEN 'Provence-Alpes-Côte d''Azur'
      WHEN left(code, 3) = '971' THEN 'Guadeloupe'
      WHEN left(code, 3) = '972' THEN 'Martinique'
      WHEN left(code, 3) = '973' THEN 'Guyane'
      WHEN left(code, 3) = '974' THEN 'La Réunion'
      WHEN left(code, 3) = '976' THEN 'Mayotte'
    END FROM (SELECT solde_postcode(postcode, address) AS code) x
$$;

ALTER TABLE debtors ADD COLUMN town text; -- as the accounts name it, where they do so apart from the address
ALTER TABLE debtors
  ADD COLUMN city text GENERATED ALWAYS AS (solde_city(town, address, postcode)) STORED,
  ADD COLUMN city_key text GENERATED ALWAYS AS (solde_place_key(solde_city(town, address, postcode))) STORED,
  ADD COLUMN region text GENERATED ALWAYS AS (solde_region(country, postcode, address)) STORED,
  ADD COLUMN name_key text GENERATED ALWAYS AS (solde_fold(name)) STORED;
