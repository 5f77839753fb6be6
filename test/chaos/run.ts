import { parseArgs } from 'node:util';
import { createTestDatabase, stopTestServer } from '../support/database.ts';
import { runChaos } from './harness.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    processes: { type: 'string', default: '3' },
  },
});
const options = {
  messages: Number(values.messages),
  kills: Number(values.kills),
  seed: Number(values.seed),
  processes: Number(values.processes),
  suspend: true,
};
console.log(
  `chaos: ${String(options.messages)} messages, ${String(options.kills)} kills, ${String(options.processes)} processes, --seed ${String(options.seed)}`,
);
const began = performance.now();
const db = await createTestDatabase();
const report = await runChaos(db, options);
const points = Map.groupBy(report.deaths, ({ where }) => where);
for (const [where, deaths] of points) console.log(`  died at ${where}: ${String(deaths.length)}`);
console.log(
  `chaos: ${String(report.deliveries)} deliveries, ${String(report.deaths.length)} deaths, slowest wait ${String(report.slowestMs)} ms, ` +
    `${String(report.unknown)} sends of unknown fate, ${((performance.now() - began) / 1_000).toFixed(1)} s`,
);
for (const wrong of report.wrongs.slice(0, 20)) console.error(`  WRONG ${wrong}`);
console.log(report.wrongs.length === 0 ? 'chaos: nothing lost, nothing twice, order kept' : 'chaos: FAILED');
process.exitCode = report.wrongs.length === 0 ? 0 : 1;
await db.drop();
await stopTestServer();
