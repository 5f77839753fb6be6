import { type DebtorKind } from '../account.ts';
import { type Money } from '../money.ts';
import { type Condition, type ConditionTest } from './condition.ts';

/** What conditions are asked of, for one line of a debtor on one day. */
export type ConditionFacts = {
  readonly daysLate: number; // of the line, without the days given back
  readonly open: Money; // all that may be asked of the debtor in the line's currency and is late
  readonly count: number; // so many lines
  readonly contactsWithoutReply: number;
  readonly daysSinceReply: number | null; // null: they never answered
  readonly promiseLevel: number; // promises on the line that were not kept, or partly
  readonly risk: number | null; // null: unknown, which meets nothing
  readonly segment: string | null;
  readonly kind: DebtorKind;
  readonly tags: readonly string[];
  readonly causes: readonly string[];
};

type NumberTest = Extract<ConditionTest, { readonly value: number }>;
type NameTest = Extract<ConditionTest, { readonly value: readonly string[] }>;

/** Who never answered did so longer ago than any number of days. */
function numberOf(fact: NumberTest['fact'], facts: ConditionFacts): number | null {
  switch (fact) {
    case 'days-late':
      return facts.daysLate;
    case 'count':
      return facts.count;
    case 'contacts-without-reply':
      return facts.contactsWithoutReply;
    case 'days-since-reply':
      return facts.daysSinceReply ?? Number.POSITIVE_INFINITY;
    case 'promise-level':
      return facts.promiseLevel;
    case 'risk':
      return facts.risk;
  }
}

function namesOf(fact: NameTest['fact'], facts: ConditionFacts): readonly string[] {
  switch (fact) {
    case 'segment':
      return facts.segment === null ? [] : [facts.segment];
    case 'kind':
      return [facts.kind];
    case 'tag':
      return facts.tags;
    case 'cause':
      return facts.causes;
  }
}

function compares(is: 'at-least' | 'at-most', value: number, limit: number): boolean {
  return is === 'at-least' ? value >= limit : value <= limit;
}

function passes(test: ConditionTest, facts: ConditionFacts): boolean {
  switch (test.fact) {
    case 'open': {
      const limit = test.value.find(({ currency }) => currency === facts.open.currency);
      return limit !== undefined && compares(test.is, facts.open.minor, limit.minor);
    }
    case 'segment':
    case 'kind':
    case 'tag':
    case 'cause':
      return namesOf(test.fact, facts).some((name) => test.value.includes(name));
    default: {
      const value = numberOf(test.fact, facts);
      return value !== null && compares(test.is, value, test.value);
    }
  }
}

/** Whether the facts meet a condition; an amount is compared in its own currency only, and an unknown fact meets nothing. */
export function meets(condition: Condition, facts: ConditionFacts): boolean {
  if ('all' in condition) return condition.all.every((part) => meets(part, facts));
  if ('any' in condition) return condition.any.some((part) => meets(part, facts));
  if ('not' in condition) return !meets(condition.not, facts);
  return passes(condition, facts);
}
