import { expect } from 'chai';
import { crashPoints } from '../../bot/ports.ts';
import { createTestDatabase } from '../support/database.ts';
import { runChaos } from './harness.ts';

describe('several processes that are killed', () => {
  it('lose nothing, do nothing twice and keep the order of each conversation', async function () {
    this.timeout(300_000);
    const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
    const db = await createTestDatabase();
    try {
      const report = await runChaos(db, { messages: 500, kills: 20, seed, processes: 3, suspend: true });
      expect(report.wrongs, `seed ${String(seed)}`).to.deep.equal([]);
      expect(report.deaths.length, `seed ${String(seed)}`).to.be.at.least(20);
      expect(report.deaths.map(({ where }) => where)).to.include.members([...crashPoints]);
    } finally {
      await db.drop();
    }
  });
});
