const benches: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<void>>>> = {
  turn: async () => (await import('./turn.ts')).benchTurn,
  channels: async () => (await import('./channels.ts')).benchChannels,
  escalation: async () => (await import('./escalation.ts')).benchEscalation,
  staff: async () => (await import('./staff.ts')).benchStaff,
  import: async () => (await import('./import.ts')).benchImport,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exitCode = 64;
} else {
  const run = await bench();
  await run(args);
}
