import { type Level, type Outlet } from './policy.ts';

const written: readonly Outlet[] = ['email', 'sms', 'whatsapp', 'letter', 'registered-letter'];

/** Whether a level first goes out in writing; a call that falls back to a letter is a call. */
export function isWritten({ kind, outlets }: Pick<Level, 'kind' | 'outlets'>): boolean {
  const [first] = outlets;
  return kind === 'demand' && first !== undefined && written.includes(first);
}
