import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { asCreditor, refusalOf, run, type Statement } from './statement.ts';

/** What the database refuses, by the name it says; beside it the nearest thing it accepts. */
export type Rule = {
  readonly name: string;
  readonly accepted: readonly Statement[];
  readonly refused: readonly Statement[];
};

/** A database that holds these rows, committed. */
export async function databaseWith(statements: readonly Statement[]): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const client = await database.ownerPool.connect();
  await client.query('BEGIN');
  await run(client, statements);
  await client.query('COMMIT');
  client.release();
  return database;
}

/** One test for each rule, as the service and for this creditor. */
export function proveRules(rules: readonly Rule[], creditorId: string, database: () => TestDatabase): void {
  for (const [index, rule] of rules.entries()) {
    it(`${rule.name} (${String(index + 1)})`, async () => {
      const answers = await asCreditor(database().pool, creditorId, async (client) => [
        await refusalOf(client, rule.accepted),
        await refusalOf(client, rule.refused),
      ]);
      expect(answers).to.deep.equal([null, rule.name]);
    });
  }
}
