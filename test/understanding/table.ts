import { expect } from 'chai';
import { type Command, type SlotValue } from '../../domain/command.ts';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { type Situation } from '../../understanding/situation.ts';

/** The parts of a command in one short word each, so that tables can be read. */
const parts: { readonly [Kind in Command['kind']]?: (command: Extract<Command, { kind: Kind }>) => string } = {
  start: ({ flow, values }) => [flow, ...values.map(valueLine)].join(' '),
  set: ({ value }) => valueLine(value),
  correct: ({ value }) => valueLine(value),
  choose: ({ option }) => option,
  confirm: ({ code }) => code ?? 'without code',
  unclear: ({ candidates }) => candidates.join(' '),
  human: ({ callback }) => (callback ? 'callback' : ''),
  language: ({ to }) => to,
  'third-party': ({ who }) => who,
  distress: ({ of }) => of,
  ask: ({ faq }) => faq,
};

function line(command: Command): string {
  const describe = parts[command.kind] as ((command: Command) => string) | undefined;
  return `${command.kind} ${describe?.(command) ?? ''}`.trim();
}

function valueLine({ kind, role, ...rest }: SlotValue): string {
  const flat = Object.values(rest).flatMap((part: unknown): unknown[] =>
    typeof part === 'object' && part !== null ? Object.values(part) : [part],
  );
  const text = (flat as (string | number)[]).join(kind === 'share' ? '/' : '');
  return `${kind}=${text}${role === undefined ? '' : `(${role})`}`;
}

/** Each command that was understood, in a line. */
export function understood(text: string, situation: Situation): readonly string[] {
  return understandLocally(text, situation).commands.map(line);
}

/** What is typed, then what it means. */
export type Table = readonly (readonly [string, ...string[]])[];

/** One test for each row. */
export function check(title: string, situation: Situation, table: Table): void {
  describe(title, () => {
    for (const [text, ...commands] of table) {
      it(`${JSON.stringify(text.slice(0, 70))} means ${commands.join(', ')}`, () => {
        expect(understood(text, situation)).to.deep.equal(commands);
      });
    }
  });
}
