/** Tells the person at the shell, on stderr: stdout holds what was asked for, and nothing else. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
