import type { Prisma, PrismaClient } from './generated/client.ts';

/** Runs `work` in one transaction that sees and writes the rows of this creditor only. */
export async function withCreditor<T>(
  prisma: PrismaClient,
  creditorId: string,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.creditor', ${creditorId}, true)`;
    return work(tx);
  });
}
