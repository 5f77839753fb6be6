import { handoffRefusal, handoffText } from '../../dialogs/staff/handoff-cards.ts';
import { type StaffAttachment } from '../../domain/inbound.ts';
import { privateOnly } from './ask.ts';
import { type HandoffDesk, type SentFile } from './handoff.ts';
import { type Answer, type Spoken, type Visit } from './visit.ts';

export type AttachDesk = {
  readonly handoffs: Pick<HandoffDesk, 'attach' | 'dispatch'>;
  /** A file as it was attached, looked at by its bytes; or why it cannot be had. */
  readonly fetchFile: (
    scope: Visit['scope'],
    attachment: StaffAttachment,
    index: number,
  ) => Promise<SentFile | { readonly why: string }>;
};

/** More in one message are said not to have been sent. */
const mostFiles = 5;

/** Sends attached files to the debtor whose conversation is held, each checked and each answered; else none of them is even fetched. */
export async function attachFiles(
  desk: AttachDesk,
  visit: Visit,
  attached: readonly StaffAttachment[],
): Promise<Answer> {
  const { handoffId } = visit.state;
  if (visit.caller.place === 'shared') return privateOnly(visit);
  if (handoffId === null)
    return answer(visit, [spoken('no-conversation', handoffText('fileNowhere', visit.language))], 0);
  const said: Spoken[] = [];
  let sent = 0;
  for (const [index, attachment] of attached.slice(0, mostFiles).entries()) {
    const one = await attachOne(desk, visit, { handoffId, attachment, index });
    if (one.key === 'staff.handoff.file') sent += 1;
    said.push(one);
  }
  if (attached.length > mostFiles)
    said.push(spoken('refused.file-count', handoffRefusal('file-count', undefined, visit.language)));
  return answer(visit, said, sent);
}

type One = { readonly handoffId: string; readonly attachment: StaffAttachment; readonly index: number };

async function attachOne(desk: AttachDesk, visit: Visit, { handoffId, attachment, index }: One): Promise<Spoken> {
  const { language, scope, at, key } = visit;
  const file = await desk.fetchFile(scope, attachment, index);
  if ('why' in file) return refusal(file.why, attachment, visit);
  const done = await desk.handoffs.attach(scope, { id: handoffId, file, key: `${key}:file:${index}` }, at);
  if (done.kind === 'refused') return refusal(done.why, attachment, visit);
  await desk.handoffs.dispatch(done.said);
  return spoken('file', handoffText('fileSent', language, { name: file.name }));
}

function refusal(why: string, { name }: StaffAttachment, { language }: Visit): Spoken {
  const text = handoffRefusal(why, undefined, language);
  return spoken(`refused.${why}`, name === null ? text : `${name}\u00a0: ${text}`);
}

function spoken(key: string, text: string): Spoken {
  return { key: `staff.handoff.${key}`, text };
}

function answer(visit: Visit, said: readonly Spoken[], sent: number): Answer {
  return { state: visit.state, said, inPlace: false, facts: { did: 'attached', files: sent } };
}
