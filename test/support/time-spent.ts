/** Milliseconds of this thread's own processor time: what else the machine does is left out. */
export function timeSpent(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
