import { type NotPayable } from '../../domain/payable-part.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { type Message } from '../../domain/message.ts';
import { type Context } from '../form.ts';
import { notPayableTexts } from '../messages/not-payable.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';

/** The reason that explains most: what a person decides comes before what resolves itself. */
const gravest: readonly NotPayable[] = [
  'held',
  'closed',
  'time-barred',
  'disputed',
  'paid-by-other',
  'chorus-pro',
  'on-plan',
  'in-transit',
  'direct-debit',
  'nothing-open',
];

/** Says why there is nothing to agree on; null when there is something. */
export function nothingPayable(found: readonly Plannable[], context: Context): Message | null {
  if (found.some(({ net }) => net.minor > 0)) return null;
  const reasons = new Set(found.flatMap(({ excluded }) => excluded.map(({ why }) => why)));
  const why = gravest.find((candidate) => reasons.has(candidate)) ?? 'nothing-open';
  const { language } = context;
  const options = [
    { id: startAction('balance'), label: say(menuTexts, 'balance', language) },
    { id: 'do:human', label: say(menuTexts, 'human', language) },
  ];
  return reply(language, `not-payable.${why}`, say(notPayableTexts, why, language), { options });
}
