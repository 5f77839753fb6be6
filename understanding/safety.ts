import { type Command, type DistressKind } from '../domain/command.ts';
import { distressOf } from './distress-words.ts';
import { speakerOf } from './speaker-words.ts';
import { asksToResume, asksToStop } from './stop-words.ts';

/** What was found before anything else is looked at; `alone` means that the rest of the message is not acted on. */
export type SafetyFinding = { readonly commands: readonly Command[]; readonly alone: boolean };

/** Kinds beside which a request in the same message is still heard: "j'ai perdu mon emploi, puis-je payer en 3 fois". */
const withRequest: readonly DistressKind[] = ['hardship', 'illness', 'abuse', 'legal-threat'];

/** STOP and START, who is speaking, and words that call for care, in that order; null when there is none of it. */
export function safetyIn(folded: string): SafetyFinding | null {
  if (asksToStop(folded)) return { commands: [{ kind: 'stop' }], alone: true };
  if (asksToResume(folded)) return { commands: [{ kind: 'resume' }], alone: true };
  const distress = distressOf(folded);
  if (distress === 'self-harm') return { commands: [{ kind: 'distress', of: distress }], alone: true };
  const speaker = speakerOf(folded);
  if (speaker !== null) return { commands: [speaker], alone: true };
  if (distress === null) return null;
  return { commands: [{ kind: 'distress', of: distress }], alone: !withRequest.includes(distress) };
}
