export type Row = Readonly<Record<string, unknown>>;

/** The part of a connection pool that stores use; the rows hold our own values (see prisma/pool.ts). */
export type Sql = {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
};
