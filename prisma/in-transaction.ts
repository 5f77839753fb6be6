import type pg from 'pg';

/** Runs `work` between `begin` and COMMIT on one connection; a failure undoes all of it, and a connection that failed to is given up. */
export async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query(begin);
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
