import { type Having } from '../../../domain/staff/query.ts';
import { all, type Asking, dayOf, filtersOf, inDays, localDay, tenantOf } from './asking.ts';
import { contactEvents } from './contact-events.ts';
import { chosen } from './debtor-conditions.ts';
import { isDisputeOpen, isHoldOn, isPlanRunning, isPromiseOpen, isStopped, statusThen } from './standing.ts';

/** A question about lines asks of each line, or of each account whether any line is so. */
export type Grain = 'line' | 'account';

/** Rows of what stands: whose, and of which line (null: of the whole account). */
type State = { readonly from: string; readonly debtor: string; readonly line: string | null };

function ofPromises(asking: Asking, condition: string): State {
  return {
    from: `promises x JOIN promise_lines y ON y.promise_id = x.id WHERE x.creditor_id = ${tenantOf(asking)} AND ${condition}`,
    ...{ debtor: 'x.debtor_id', line: 'y.line_id' },
  };
}

function ofPlans(asking: Asking, condition: string): State {
  return {
    from: `plans x JOIN plan_lines y ON y.plan_id = x.id WHERE x.creditor_id = ${tenantOf(asking)} AND ${condition}`,
    ...{ debtor: 'x.debtor_id', line: 'y.line_id' },
  };
}

function ofDisputes(asking: Asking, condition: string): State {
  return {
    from: `disputes x WHERE x.creditor_id = ${tenantOf(asking)} AND ${condition}`,
    ...{ debtor: 'x.debtor_id', line: 'x.line_id' },
  };
}

function ofHolds(asking: Asking, condition: string): State {
  return {
    from: `holds x WHERE x.creditor_id = ${tenantOf(asking)} AND ${isHoldOn('x', dayOf(asking))} AND ${condition}`,
    ...{ debtor: 'x.debtor_id', line: 'x.line_id' },
  };
}

function stopped(asking: Asking): State {
  return {
    from: `opt_outs x JOIN contact_points y ON y.creditor_id = x.creditor_id AND y.address = x.address AND y.channel = ANY (solde_same_address(x.channel))
      JOIN debtor_contacts z ON z.contact_id = y.contact_id
      WHERE x.creditor_id = ${tenantOf(asking)} AND ${isStopped('x', (moment) => localDay(asking, moment), dayOf(asking))}`,
    ...{ debtor: 'z.debtor_id', line: null },
  };
}

/** Contacts by the channels and on the days that the question names. */
function contacted(asking: Asking): State {
  const narrowed = [
    ...filtersOf(asking, 'channel').map((filter) => chosen(asking, 'x.channel', filter)),
    ...inDays(asking, 'contacted', 'x.day'),
  ];
  return { from: `(${contactEvents(asking)}) x WHERE ${all(narrowed)}`, debtor: 'x.debtor_id', line: null };
}

function stateOf(asking: Asking, what: Having): State {
  const day = dayOf(asking);
  switch (what) {
    case 'contact':
      return contacted(asking);
    case 'dispute':
      return ofDisputes(asking, isDisputeOpen('x', day));
    case 'promise':
      return ofPromises(asking, isPromiseOpen('x', day));
    case 'broken-promise':
      return {
        ...ofPromises(asking, `${statusThen.promise('x', day)} = 'broken' AND x.made_on <= ${day}`),
        line: null,
      };
    case 'plan':
      return ofPlans(asking, isPlanRunning(asking, 'x'));
    case 'late-plan':
      return ofPlans(asking, `x.status = 'late' AND ${isPlanRunning(asking, 'x')}`);
    case 'hold':
      return ofHolds(asking, 'true');
    case 'stop':
      return stopped(asking);
  }
}

/** That a line `l`, or its account, is in a state. */
function isIn({ from, debtor, line }: State, grain: Grain): string {
  const account = (extra: string): string => `l.debtor_id IN (SELECT ${debtor} FROM ${from}${extra})`;
  if (grain === 'account' || line === null) return account('');
  return `(l.id IN (SELECT ${line} FROM ${from} AND ${line} IS NOT NULL) OR ${account(` AND ${line} IS NULL`)})`;
}

function signed(condition: string, not: boolean): string {
  return not ? `NOT (${condition})` : condition;
}

/** Whether contacts are asked for at all, and whether there are to be none. */
function contactCondition(asking: Asking, grain: Grain): readonly string[] {
  const having = filtersOf(asking, 'has').filter(({ what }) => what === 'contact');
  const narrowed = filtersOf(asking, 'channel').length + filtersOf(asking, 'contacted').length;
  if (having.length + narrowed === 0) return [];
  const condition = isIn(contacted(asking), grain);
  return having.length === 0 ? [condition] : having.map(({ not }) => signed(condition, not));
}

/** What is contested itself is asked for by its reason where it is found; else its lines or accounts are. */
function disputedFor(asking: Asking, grain: Grain): readonly string[] {
  return filtersOf(asking, 'dispute-reason').map(({ not, ...filter }) => {
    const among = chosen(asking, 'x.reason', { ...filter, not: false });
    return signed(isIn(ofDisputes(asking, `${isDisputeOpen('x', dayOf(asking))} AND ${among}`), grain), not);
  });
}

/** What the question says of disputes, promises, plans, holds, stops and contacts, as conditions on `l`. */
export function stateConditions(asking: Asking, grain: Grain): readonly string[] {
  const day = dayOf(asking);
  const has = filtersOf(asking, 'has').filter(({ what }) => what !== 'contact');
  const promised = inDays(asking, 'promised', 'x.due');
  return [
    ...has.map(({ what, not }) => signed(isIn(stateOf(asking, what), grain), not)),
    ...contactCondition(asking, grain),
    ...filtersOf(asking, 'hold').map(({ not, ...filter }) =>
      signed(isIn(ofHolds(asking, chosen(asking, 'x.reason', { ...filter, not: false })), grain), not),
    ),
    ...(asking.query.measure === 'disputed' ? [] : disputedFor(asking, grain)),
    ...filtersOf(asking, 'promise-status').map(({ not, ...filter }) => {
      const among = chosen(asking, statusThen.promise('x', day), { ...filter, not: false });
      return signed(isIn(ofPromises(asking, all([`x.made_on <= ${day}`, among, ...promised])), grain), not);
    }),
    ...(promised.length > 0 && filtersOf(asking, 'promise-status').length === 0
      ? [isIn(ofPromises(asking, all([isPromiseOpen('x', day), ...promised])), grain)]
      : []),
    ...filtersOf(asking, 'plan-status').map(({ not, ...filter }) => {
      const among = chosen(asking, 'x.status', { ...filter, not: false });
      return signed(isIn(ofPlans(asking, `${among} AND x.offered_on <= ${day}`), grain), not);
    }),
  ];
}
