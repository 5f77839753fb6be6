import { type RateRefusal } from '../../domain/escalation/judge-rate.ts';
import { enterRate } from '../../prisma/escalation/enter-rate.ts';
import { type Answer, refused } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { shippedRates } from './files.ts';
import { type Tenant } from './tenant.ts';

function wordsOf(refusal: RateRefusal | { readonly why: 'not-manager' }): string {
  switch (refusal.why) {
    case 'not-manager':
      return 'only a manager or an administrator enters rates';
    case 'not-a-rate':
      return 'a rate is above 0 % and below 100 %';
    case 'not-half-years':
      return 'a rate holds from 1 January or 1 July until 1 July or 1 January, the first day after (--until 2027-01-01)';
    case 'no-source':
      return 'say where it is written (--source)';
    case 'overlap':
      return `it meets the rate of ${refusal.from} to ${refusal.until}: enter the same days to correct that one`;
    case 'gap':
      return `it would leave a hole: enter the half-year from ${refusal.from} first`;
  }
}

/** Enters a rate that is not shipped, with its source, for one creditor. */
export async function rate(asked: AskedOf<'rate'>, { pool, creditorId, at }: Tenant): Promise<Answer> {
  const { kind, from, until, source, as: by } = asked;
  const [whole = '0', decimals = ''] = asked.percent.split(/[.,]/);
  const row = { kind, from, until, yearlyPpm: Number(`${whole}${decimals.padEnd(4, '0')}`), source };
  const done = await enterRate(pool, { creditorId, by, at, row, shipped: await shippedRates() });
  if (done.kind === 'refused') return refused(wordsOf(done.refusal), done);
  const before = done.replaced === null ? '' : `, instead of ${done.replaced.yearlyPpm / 10_000} %`;
  const lines = [`${kind} is ${row.yearlyPpm / 10_000} % from ${from} until ${until}${before}.`];
  return { code: 0, lines, json: done };
}
