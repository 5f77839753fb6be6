import { readFileSync } from 'node:fs';

/** Tells a process from a later one with the same number; `started` is its start tick since boot, empty where the system does not say. */
export type ProcessIdentity = { pid: number; started: string };

/** The identity of a running process, or null when it has ended (a zombie has). */
export function identityOf(pid: number): ProcessIdentity | null {
  if (process.platform !== 'linux') return signalReaches(pid) ? { pid, started: '' } : null;
  try {
    // The command's name stands in parentheses and may hold anything, so fields are counted after the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return started === undefined || state === 'Z' || state === 'X' ? null : { pid, started };
  } catch {
    return null;
  }
}

/** Whether that very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
