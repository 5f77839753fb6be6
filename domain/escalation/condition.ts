import { type Money } from '../money.ts';

/** What a condition may ask of a line or its debtor. Every term has a test; a policy with another term is refused. */
export type ConditionTest =
  | {
      readonly fact: 'days-late' | 'count' | 'contacts-without-reply' | 'days-since-reply' | 'promise-level' | 'risk';
      readonly is: 'at-least' | 'at-most';
      readonly value: number;
    }
  | { readonly fact: 'open'; readonly is: 'at-least' | 'at-most'; readonly value: readonly Money[] }
  | { readonly fact: 'segment' | 'kind' | 'tag' | 'cause'; readonly is: 'one-of'; readonly value: readonly string[] };

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | ConditionTest;
