import { type CivilDate } from './civil-date.ts';
import { type Money } from './money.ts';

/** Interest given up with the answer to a dispute that was not right: none runs on that much of the line up to that day. */
export type WaivedInterest = { readonly lineId: string; readonly amount: Money; readonly until: CivilDate };
