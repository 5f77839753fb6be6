import { type Account } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { type Money } from '../money.ts';
import { type CaseFile } from './case-file.ts';
import { type Escalation, type Refusal } from './step.ts';

/** One line of the answer to "why was this customer written to, or not?": codes, dates and amounts that words are made of. */
export type Explanation =
  | {
      readonly kind: 'was';
      readonly on: CivilDate;
      readonly level: string;
      readonly rule: string;
      readonly outlet: string;
      readonly status: string;
      readonly invoices: readonly string[];
    }
  | {
      readonly kind: 'will';
      readonly level: string;
      readonly rule: string;
      readonly outlet: string;
      readonly invoices: readonly string[];
      readonly amounts: readonly Money[];
      readonly reason: string;
    }
  | {
      readonly kind: 'not';
      readonly gate: Refusal['gate'];
      readonly invoice: string | null;
      readonly until: CivilDate | null;
      readonly detail: string;
    };

function ruleOf(policy: { readonly id: string; readonly version: string }): string {
  return `${policy.id} ${policy.version}`;
}

/**
 * Why a debtor was and was not written to: the levels decided so far with their rule and version, what would happen today, and each
 * line that is left alone with the gate and until when.
 */
export function explainCase(account: Account, file: CaseFile, escalation: Escalation): readonly Explanation[] {
  const numberOf = new Map(
    account.lines.map(({ id, invoiceId }) => [id, account.invoices.find((of) => of.id === invoiceId)?.number ?? id]),
  );
  const named = (ids: readonly string[]): readonly string[] => [...new Set(ids.map((id) => numberOf.get(id) ?? id))];
  const was = [
    ...Map.groupBy(file.levels, ({ noticeId, lineId, level }) => noticeId ?? `${lineId}:${String(level)}`).values(),
  ].flatMap((entries): Explanation[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const { levelId: level, outlet, status } = first;
    const on = first.countedOn ?? first.decidedOn;
    return [
      {
        kind: 'was',
        on,
        level,
        rule: ruleOf(first.policy),
        outlet,
        status,
        invoices: named(entries.map(({ lineId }) => lineId)),
      },
    ];
  });
  const will = escalation.steps.map((step): Explanation => {
    const asked = step.lines.filter(({ level }) => level > 0);
    return {
      ...{ kind: 'will', level: step.level.id, invoices: named(asked.map(({ lineId }) => lineId)) },
      rule: 'policy' in step ? ruleOf(step.policy) : '',
      outlet: step.kind === 'notice' ? (step.outlets[0]?.outlet ?? 'none') : step.kind,
      amounts: asked.map(({ claim }) => claim),
      reason: 'reason' in step ? step.reason : `tell ${step.owner}`,
    };
  });
  const not = escalation.refusals.map(({ gate, lineId, until, detail }): Explanation => ({
    ...{ kind: 'not', gate, until, detail },
    invoice: lineId === null ? null : (numberOf.get(lineId) ?? lineId),
  }));
  return [...was.toSorted((a, b) => ('on' in a && 'on' in b && a.on < b.on ? -1 : 1)), ...will, ...not];
}
