import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Account } from '../domain/account.ts';
import { AppError } from '../domain/errors.ts';
import { decimalsOf, money } from '../domain/money.ts';
import { type PlanPolicy } from '../domain/plan-policy.ts';

const amounts = z
  .record(z.string().regex(/^[A-Z]{3}$/), z.number().nonnegative())
  .transform((byCurrency) =>
    Object.entries(byCurrency).map(([currency, amount]) =>
      money(Math.round(amount * 10 ** decimalsOf(currency)), currency),
    ),
  );

const policyFile = z
  .strictObject({
    version: z.string().min(1),
    plan: z.strictObject({
      months: z.int().min(1).max(60),
      instalments: z.int().min(1).max(120),
      instalmentMinimum: amounts,
      downPaymentPercent: z.number().min(0).max(100),
      frequencies: z.array(z.enum(['month', 'fortnight', 'week'])).min(1),
      firstWithinDays: z.int().min(1).max(90),
      graceDays: z.int().min(0).max(30),
    }),
    promise: z.strictObject({ days: z.int().min(1).max(60), untilPayday: z.boolean(), perLine: z.int().min(1).max(5) }),
    dispute: z.strictObject({ answerDays: z.int().min(1).max(60) }),
    checks: z.strictObject({ days: z.int().min(1).max(30) }),
    accounts: z.strictObject({ freshDays: z.int().min(0).max(30) }),
    directorConfirmsFrom: amounts,
    interestFirst: z.boolean(),
  })
  .transform((file): PlanPolicy => ({
    version: file.version,
    ...file.plan,
    promiseDays: file.promise.days,
    promiseUntilPayday: file.promise.untilPayday,
    promisesPerLine: file.promise.perLine,
    disputeAnswerDays: file.dispute.answerDays,
    checkDays: file.checks.days,
    freshDays: file.accounts.freshDays,
    directorConfirmsFrom: file.directorConfirmsFrom,
    interestFirst: file.interestFirst,
  }));

/** Finds the policy for an account: by its country and kind; null where none is written, so that a person decides. */
export type PolicyOf = (account: Account) => PlanPolicy | null;

/** Reads every `<country>.<kind>.yaml` of a folder once; raises POLICY_INVALID naming the file and the first problem. */
export async function readPolicies(folder: URL): Promise<PolicyOf> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const policies = new Map<string, PlanPolicy>();
  for (const name of names) {
    const read = policyFile.safeParse(parse(await readFile(new URL(name, folder), 'utf8')));
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new AppError('POLICY_INVALID', {
        file: name,
        where: issue?.path.join('.') ?? '',
        why: issue?.message ?? '',
      });
    }
    policies.set(name.replace(/\.yaml$/, ''), read.data);
  }
  return ({ debtor }) => {
    const kind = debtor.kind === 'sole-trader' ? 'company' : debtor.kind;
    return policies.get(`${debtor.country.toLowerCase()}.${kind}`) ?? null;
  };
}
