import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type Run } from './answer-grouped.ts';
import { type Asking } from './asking.ts';

/** Makes a question ready to be put, and runs what it comes to. */
export type Ask = (query: StaffQuery) => { readonly asking: Asking; readonly run: Run };
