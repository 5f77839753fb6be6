import { type ActId } from '../../../domain/staff/acts/act-rules.ts';
import { type Act } from './act.ts';
import { careActs } from './kinds/care.ts';
import { contactActs } from './kinds/contacts.ts';
import { decisionActs } from './kinds/decisions.ts';
import { deskActs } from './kinds/desk.ts';
import { moneyActs } from './kinds/money.ts';

/** How each act is read and done. */
export const acts: Readonly<Record<ActId, Act>> = {
  ...deskActs,
  ...careActs,
  ...moneyActs,
  ...decisionActs,
  ...contactActs,
};
