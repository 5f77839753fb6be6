import { type StaffQuery } from '../../../domain/staff/query.ts';
import { ask, days, has, hasNo, late, only, over, who, within } from './ast.ts';

/** Paraphrases that were written down before there was a reader, and are not to be tuned for: what is asked, then what it means. */
export const heldOut: readonly (readonly [string, StaffQuery])[] = [
  [
    'donne-moi les clients parisiens... non, de Lyon, qui dépassent 60 jours',
    who('overdue', [only('city', 'Lyon'), late(61)]),
  ],
  ['combien nous doivent les collectivités en tout ?', ask('open', [only('kind', 'public-body')])],
  ['quelles factures sont échues depuis plus de trois mois ?', ask('overdue', [late(91)], { by: 'line' })],
  ['liste des mauvais payeurs avec au moins 2000 euros de retard', who('overdue', [within(2000, null)])],
  ['le retard total, ventilé par commercial', ask('overdue', [], { by: 'owner' })],
  ['les cinq plus grosses dettes', who('open', [], { limit: 5 })],
  ['encaissements de la semaine dernière', ask('collected', [days('paid', '2026-11-23', '2026-11-29')])],
  ['on a facturé combien ce mois-ci ?', ask('invoiced', [days('issued', '2026-12-01', '2026-12-31')])],
  ['où en sont les litiges ?', ask('disputes', [], { by: 'dispute' })],
  [
    'qui a promis de payer cette semaine ?',
    ask('promises', [days('promised', '2026-11-30', '2026-12-06')], { by: 'promise' }),
  ],
  ['évolution du DSO par mois cette année', ask('dso', [days('issued', '2026-01-01', '2026-12-31')], { by: 'month' })],
  ['quels clients n’ont reçu aucune relance ?', ask('accounts', [hasNo('contact')], { by: 'account' })],
  [
    'combien de relances par SMS en novembre',
    ask('contacts', [only('channel', 'sms'), days('contacted', '2026-11-01', '2026-11-30')]),
  ],
  ['poids de nos dix plus gros clients dans l’encours', ask('concentration', [], { limit: 10 })],
  ['à qui faut-il téléphoner en priorité ce matin ?', ask('priority', [], { by: 'account' })],
  ['show me every customer in Toulouse who is late', who('overdue', [only('city', 'Toulouse')])],
  ['which companies are more than 90 days past due?', who('overdue', [only('kind', 'company'), late(91)])],
  ['total receivables right now', ask('open')],
  ['give me the aged balance by customer', ask('ageing', [], { by: 'account' })],
  ['money received yesterday', ask('collected', [days('paid', '2026-11-30', '2026-11-30')])],
  ['how many invoices are between 31 and 60 days late', ask('lines', [late(31, 60)])],
  ['the ten biggest debtors in Paris', who('open', [only('city', 'Paris')], { limit: 10 })],
  ['customers without any dispute who owe over 3k', who('open', [hasNo('dispute'), over(3000)])],
  ['what share of promises do customers keep?', ask('promise-kept-rate')],
  ['plans that are behind schedule', ask('plans', [only('plan-status', 'late')], { by: 'plan' })],
  ['amount under dispute per reason', ask('disputed', [], { by: 'reason' })],
  [
    'everyone with a broken promise and more than 500 euros overdue',
    who('overdue', [has('broken-promise'), over(500)]),
  ],
  ['cash collected per month since July', ask('collected', [days('paid', '2026-07-01')], { by: 'month' })],
  ['open tasks please', ask('tasks', [], { by: 'task' })],
  ['what is new since Friday', ask('changes', [days('opened', '2026-11-27')])],
];
