import { type Account } from './account.ts';
import { type DecisionInput } from './decision-input.ts';

/** What a binding decision depends on: the account is known. */
export type ActInput = DecisionInput & { readonly account: Account };

/** What an agreement depends on whoever records it: a conversation, or a person after a call. */
export type AgreementInput = Pick<ActInput, 'account' | 'calendar' | 'policy' | 'newId'>;
