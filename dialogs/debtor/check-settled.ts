import { type CivilDate } from '../../domain/civil-date.ts';
import { formatDate } from '../../domain/format.ts';
import { type Message } from '../../domain/message.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type Context } from '../form.ts';
import { paidTexts } from '../messages/paid.ts';
import { say } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';

type Paused = { readonly lineIds: readonly string[]; readonly until: CivilDate };

/** The lines not asked for meanwhile, by this outcome or by an earlier check, and the day asking may begin again. */
function pausedBy(outcome: Outcome, context: Context): Paused | null {
  const fresh = outcome.facts.flatMap((fact) =>
    fact.kind === 'hold-opened' && fact.reason === 'check' ? [{ lineId: fact.lineId, until: fact.until }] : [],
  );
  const standing = (context.account?.holds ?? []).filter(
    (hold) => hold.reason === 'check' && hold.until !== null && hold.until > context.calendar.today,
  );
  const holds = fresh.length > 0 ? fresh : standing;
  const until = holds.flatMap((hold) => hold.until ?? []).sort()[0];
  if (until === undefined) return null;
  return { lineIds: holds.flatMap(({ lineId }) => lineId ?? []), until };
}

function numbersOf(lineIds: readonly string[], context: Context): string {
  const { account } = context;
  const invoiceIds = new Set(account?.lines.filter(({ id }) => lineIds.includes(id)).map((line) => line.invoiceId));
  return (account?.invoices ?? [])
    .filter(({ id }) => invoiceIds.has(id))
    .map(({ number }) => number)
    .join(', ');
}

/** What was said after a check was asked for: what we do, and until when we ask nothing. Nothing when there is no pause to speak of. */
export function checkSettled(outcome: Outcome, context: Context): readonly Message[] {
  const task = outcome.facts.find((fact) => fact.kind === 'task-opened');
  const paused = pausedBy(outcome, context);
  if (outcome.refusal !== null || task?.what !== 'check' || paused === null) return [];
  const { language } = context;
  const key = task.reason === 'already-paid' ? 'checking' : 'looking';
  const values = { until: formatDate(paused.until, language), lines: numbersOf(paused.lineIds, context) };
  const lines = [say(paidTexts, key, language, values)];
  if ((context.files ?? []).length > 0) lines.push(say(paidTexts, 'files', language));
  const options = [
    ...(key === 'looking' ? [{ id: startAction('document'), label: say(paidTexts, 'document', language) }] : []),
    { id: startAction('balance'), label: say(paidTexts, 'balance', language) },
    { id: 'do:human', label: say(paidTexts, 'human', language) },
  ];
  return [reply(language, `paid.${key}`, lines.join(' '), { options })];
}
