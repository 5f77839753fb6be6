import type pg from 'pg';

/** Runs `work` on one connection, in one transaction that sees and writes the rows of this creditor only; a failure undoes all of it. */
export async function inTenant<T>(
  pool: pg.Pool,
  creditorId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditorId]);
    const done = await work(client);
    await client.query('COMMIT');
    broken = false;
    return done;
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => {
        broken = false;
      },
      () => undefined,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}
