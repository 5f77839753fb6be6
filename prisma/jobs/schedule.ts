import { PgBoss } from 'pg-boss';

/** What runs by the calendar; `stop` lets what is under way end. */
export type Schedule = { readonly stop: () => Promise<void> };

export type ScheduleOptions = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Called every ten minutes by one of the processes that share the database, and soon after a start. */
  readonly work: () => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
};

const queue = 'day';
const everyTenMinutes = '*/10 * * * *';
/** A start is not slowed down by what has the whole day. */
const firstAfterSeconds = 20;

/** The library's tables are made and updated by the owner; the service's role works on them, and on no other table than before. */
async function prepare({ ownerUrl, onTrouble }: ScheduleOptions): Promise<void> {
  const owner = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false });
  owner.on('error', onTrouble);
  await owner.start();
  try {
    await owner.createQueue(queue, {
      policy: 'stately',
      retryLimit: 0,
      expireInSeconds: 3600,
      deleteAfterSeconds: 86_400,
    });
    const db = owner.getDb();
    // Two processes that start together would grant the same at once, which the server refuses.
    await db.executeSql(
      `SELECT pg_advisory_xact_lock(7303018);
       GRANT USAGE ON SCHEMA pgboss TO solde_app;
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO solde_app;
       GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO solde_app;`,
    );
  } finally {
    await owner.stop({ graceful: false });
  }
}

/** Starts what runs by the calendar; one process works at a time, whoever takes it. What it is called for must bear to be called twice. */
export async function startSchedule(options: ScheduleOptions): Promise<Schedule> {
  await prepare(options);
  const boss = new PgBoss({
    ...{ connectionString: options.appUrl, max: 2, application_name: 'solde schedule' },
    ...{ migrate: false, createSchema: false },
  });
  boss.on('error', options.onTrouble);
  await boss.start();
  await boss.schedule(queue, everyTenMinutes);
  await boss.send(queue, null, { startAfter: firstAfterSeconds });
  await boss.work(queue, { pollingIntervalSeconds: 10 }, async () => {
    try {
      await options.work();
    } catch (error) {
      options.onTrouble(error);
    }
  });
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}
