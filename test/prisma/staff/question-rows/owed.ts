import { type Expected } from './apart.ts';
import { accounts, ageing, groups, lines, sum } from './shapes.ts';

export const euros = "o.currency = 'EUR'";
export const byName = `btrim(regexp_replace(lower(translate(d.name, 'àâäçéèêëîïôöùûüÉÈÊÎÔ', 'aaaceeeeiioouuuEEEIO')), '[^a-z0-9]+', ' ', 'g'))`;
export const onHold =
  "d.id IN (SELECT h.debtor_id FROM holds h WHERE h.from_on <= '2026-12-01' AND coalesce(h.until_on > '2026-12-01', true))";
export const promising = (status: 'open' | 'broken'): string =>
  `d.id IN (SELECT x.debtor_id FROM promises x WHERE x.status = '${status}')`;
export const contacted = 'd.id IN (SELECT s.debtor_id FROM spoken s)';
export const contested =
  "d.id IN (SELECT x.debtor_id FROM disputes x WHERE x.answered_on IS NULL AND x.reason NOT IN ('already-paid', 'number-missing'))";
const planned = "d.id IN (SELECT x.debtor_id FROM plans x WHERE x.status IN ('accepted', 'active', 'late'))";
const broken = promising('broken');
const riskOver = (least: number): string =>
  `EXISTS (SELECT FROM credit_files f WHERE f.debtor_id = d.id AND f.risk > ${least})`;
const bucket =
  "CASE WHEN o.late <= 0 THEN 'not-due' WHEN o.late <= 30 THEN '1-30' WHEN o.late <= 60 THEN '31-60' WHEN o.late <= 90 THEN '61-90' ELSE 'over-90' END";
const durand = "d.name LIKE '%Durand%'";

/** Who owes what, and since when. */
export const owedExpected: readonly Expected[] = [
  accounts({
    texts: [
      'qui me doit plus de 5 000 € depuis plus de 60 jours à Lyon ?',
      'who owes us more than 5,000 € for more than 60 days in Lyon?',
    ],
    where: `d.town = 'Lyon' AND o.late > 60 AND ${euros}`,
    having: 'sum(o.open) > 500000',
  }),
  accounts({
    texts: ['top 10 débiteurs à plus de 90 jours', 'top 10 debtors over 90 days'],
    where: 'o.late > 90',
    most: 10,
  }),
  accounts({
    texts: ['clients jamais relancés avec plus de 1 000 € de retard'],
    where: `NOT ${contacted} AND ${euros}`,
    having: 'sum(o.open) > 100000',
  }),
  accounts({ texts: ['qui est en retard ?', 'who is overdue?'] }),
  accounts({ texts: ['quels clients ont plus de 10k€ de retard'], where: euros, having: 'sum(o.open) > 1000000' }),
  accounts({
    texts: ['clients de Toulouse ou Marseille en retard'],
    where: "d.town IN ('Toulouse', 'Marseille')",
  }),
  accounts({ texts: ['clients en retard sauf Lyon', 'overdue customers except Lyon'], where: "d.town <> 'Lyon'" }),
  accounts({ texts: ['les 5 plus gros débiteurs'], measure: 'open', most: 5 }),
  accounts({
    texts: ['clients entre 1 000 et 5 000 € de retard'],
    where: euros,
    having: 'sum(o.open) BETWEEN 100000 AND 500000',
  }),
  accounts({ texts: ['qui doit au moins 2 M€ ?'], measure: 'open', where: euros, having: 'sum(o.open) >= 200000000' }),
  accounts({
    texts: ['comptes en mise en demeure'],
    measure: 'open',
    where: "(SELECT v.level FROM leveled v WHERE v.id = o.id) = 'formal-notice'",
  }),
  accounts({ texts: ['clients à risque supérieur à 70 en retard'], where: riskOver(70) }),
  accounts({ texts: ['customers with a risk above 80'], measure: 'open', where: riskOver(80) }),
  accounts({ texts: ['qui est en retard mais sans litige'], where: `NOT ${contested}` }),
  accounts({
    texts: ['clients de sacha en retard de plus de 30 jours'],
    where: "d.owner = 'sacha' AND o.late > 30",
  }),
  accounts({
    texts: ['customers with more than £2,000 overdue'],
    where: "o.currency = 'GBP'",
    having: 'sum(o.open) > 200000',
  }),
  accounts({ texts: ['customers in Paris or Lille who are late'], where: "d.town IN ('Paris', 'Lille')" }),
  accounts({ texts: ['who owes at least 10k?'], measure: 'open', where: euros, having: 'sum(o.open) >= 1000000' }),
  accounts({ texts: ['overdue accounts that were never contacted'], where: `NOT ${contacted}` }),
  accounts({
    texts: ['overdue customers sorted by name'],
    order: byName,
  }),
  accounts({ texts: ['overdue customers by age'], order: 'max(o.late) DESC' }),
  accounts({ texts: ['late customers without a payment plan'], where: `NOT ${planned}` }),
  accounts({
    texts: ['clients avec une promesse non tenue et plus de 1000 € de retard'],
    where: `${broken} AND ${euros}`,
    having: 'sum(o.open) > 100000',
  }),
  accounts({ texts: ['overdue customers with a broken promise'], where: broken }),

  lines({ texts: ['factures échues depuis plus de 90 jours'], where: 'o.late > 90' }),
  lines({ texts: ['factures en retard entre 30 et 60 jours'], where: 'o.late BETWEEN 30 AND 60' }),
  lines({ texts: ['overdue invoices between 31 and 60 days'], where: 'o.late BETWEEN 31 AND 60' }),
  lines({
    texts: ['factures échéance en janvier'],
    measure: 'open',
    where: "o.due BETWEEN '2027-01-01' AND '2027-01-31'",
  }),
  lines({ texts: ['invoices due next week'], measure: 'open', where: "o.due BETWEEN '2026-12-07' AND '2026-12-13'" }),
  lines({ texts: ['the 3 largest overdue invoices'], most: 3 }),

  sum({ texts: ['impayés > 60 j'], measure: 'overdue', where: 'o.late > 60' }),
  sum({ texts: ['montant total en retard', 'total overdue'], measure: 'overdue' }),
  sum({ texts: ['combien de clients sont en retard ?', 'how many customers are late?'], where: 'o.late >= 1' }),
  sum({
    texts: ['combien de factures en retard de plus de 30 jours', 'how many invoices are more than 30 days late'],
    where: 'o.late > 30',
  }),
  sum({ texts: ['encours à Paris'], where: "d.town = 'Paris'" }),
  sum({ texts: ['outstanding in Leeds'], where: "d.town = 'Leeds'" }),
  sum({ texts: ['retard des entreprises'], measure: 'overdue', where: "d.kind = 'company'" }),
  sum({ texts: ['overdue of public bodies'], measure: 'overdue', where: "d.kind = 'public-body'" }),
  sum({ texts: ['encours en livres'], where: "o.currency = 'GBP'" }),
  sum({
    texts: ['PME en retard en Île-de-France'],
    measure: 'overdue',
    where: "d.segment = 'PME' AND d.region = 'Île-de-France'",
  }),
  sum({ texts: ['combien doit Durand ?'], where: durand }),
  sum({ texts: ['encours fin octobre'], day: '2026-10-31' }),
  sum({ texts: ['what did Durand owe at the end of October?'], where: durand, day: '2026-10-31' }),
  sum({ texts: ['overdue as of 30 September'], measure: 'overdue', day: '2026-09-30' }),
  sum({ texts: ['90+ days overdue'], measure: 'overdue', where: 'o.late >= 90' }),
  sum({ texts: ['encours non échu'], where: 'o.late <= 0' }),
  sum({ texts: ['balance âgée', 'ageing'] }),
  sum({ texts: ['balance âgée au 31/10/2026', 'aged debt as of 31 October 2026'], day: '2026-10-31' }),

  groups({ texts: ['encours par segment'], by: 'segment', key: 'd.segment' }),
  groups({ texts: ['how much is overdue by segment?'], measure: 'overdue', by: 'segment', key: 'd.segment' }),
  groups({
    texts: ['retard par commercial', 'overdue by sales owner'],
    measure: 'overdue',
    by: 'owner',
    key: 'd.owner',
  }),
  groups({
    ...{ texts: ['retard par niveau de relance'], measure: 'overdue', by: 'level', key: 'v.level' },
    from: 'JOIN leveled v ON v.id = o.id',
    order: '(SELECT min(s.step) FROM leveled s WHERE s.level = v.level)',
  }),
  groups({
    texts: ['encours des particuliers par région'],
    by: 'region',
    key: 'd.region',
    where: "d.kind = 'consumer'",
  }),
  groups({ texts: ['open amount by region'], by: 'region', key: 'd.region' }),
  groups({ texts: ['encours par devise', 'open amount by currency'], by: 'currency', key: 'o.currency' }),
  groups({
    ...{ texts: ['retard par tranche', 'overdue by bucket'], measure: 'overdue', by: 'bucket', key: bucket },
    order: `array_position(ARRAY['not-due', '1-30', '31-60', '61-90', 'over-90'], ${bucket})`,
  }),
  ageing({ texts: ['balance âgée par client', 'aging report by customer'], by: 'account' }),
  ageing({ texts: ['balance agee par segment à Lyon'], by: 'segment', where: "d.town = 'Lyon'" }),
];
