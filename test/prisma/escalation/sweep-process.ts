import { type CivilDate } from '../../../domain/civil-date.ts';
import { runSweep } from '../../../prisma/escalation/run-sweep.ts';
import { openPool } from '../../../prisma/pool.ts';
import { orderOf } from './a-sweep.ts';

// Sweeps as a process of its own, and says so after each debtor, so that it can be killed in the middle.
const [url = '', creditorId = '', day = ''] = process.argv.slice(2);
const pool = openPool(url, () => undefined, 6);
const order = await orderOf(pool, creditorId, day);
let drawn = 0;
const slowly: typeof order.draw = async (...what) => {
  drawn += 1;
  if (drawn > 1) await new Promise((resolve) => setTimeout(resolve, 60_000)); // it is killed long before
  return await order.draw(...what);
};
await runSweep(pool, { ...order, draw: slowly }, day as CivilDate, () => process.send?.('done'));
await pool.end();
