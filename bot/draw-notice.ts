import { callScript } from '../documents/call-script.ts';
import { formalNotice } from '../documents/formal-notice.ts';
import { noticeLetter } from '../documents/notice-letter.ts';
import { callFacts } from '../domain/escalation/call-facts.ts';
import { type CaseFile } from '../domain/escalation/case-file.ts';
import { type NoticeInput, type RenderedNotice } from '../domain/escalation/notice.ts';
import { renderNotice } from '../domain/escalation/render-notice.ts';
import { gsmText } from '../domain/gsm-text.ts';
import { makeLedger } from '../domain/ledger.ts';
import { type Message } from '../domain/message.ts';
import { segmentsOf } from '../domain/segments.ts';

type DrawnNotice =
  | { readonly kind: 'message'; readonly message: Message; readonly segments: number | null }
  | { readonly kind: 'file'; readonly name: string; readonly mime: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

function messageOf({ policy, level, language, outlet }: NoticeInput, { subject, text }: RenderedNotice): DrawnNotice {
  const head = { key: `${policy.id}/${level.id}`, class: 'demand', language } as const;
  const message: Message = { ...head, text, ...(subject === null ? {} : { title: subject }) };
  return { kind: 'message', message, segments: outlet === 'sms' ? segmentsOf(gsmText(text)) : null };
}

type Whole = { readonly notice: RenderedNotice; readonly file: CaseFile; readonly pointId: string | null };

async function fileOf(input: NoticeInput, { notice, file, pointId }: Whole): Promise<DrawnNotice> {
  const { account, language, level, outlet, today } = input;
  const head = { language, creditor: account.creditor, debtor: account.debtor, on: today, notice };
  const name = `${account.debtor.reference}-${level.id}-${today}.pdf`;
  const pdf = (bytes: Uint8Array): DrawnNotice => ({ kind: 'file', name, mime: 'application/pdf', bytes });
  if (outlet === 'phone') {
    const facts = callFacts(makeLedger(account, today), file);
    const phone = account.points.find(({ id }) => id === pointId)?.address ?? null;
    return pdf(await callScript({ ...head, facts, phone, offers: null }));
  }
  if (level.legal !== 'formal-notice') return pdf(await noticeLetter(head));
  return pdf(await formalNotice({ ...head, by: outlet === 'letter' ? 'letter' : 'registered-letter' }));
}

/**
 * Words a notice, or draws what is printed of it, from the ledger of that day alone; what cannot be said is refused. The script of a call
 * shows the number the notice was decided for, and no other.
 */
export async function drawNotice(input: NoticeInput, file: CaseFile, pointId: string | null): Promise<DrawnNotice> {
  const { outlet } = input;
  const rendered = renderNotice(input);
  if ('problems' in rendered) return { kind: 'refused', problems: rendered.problems };
  const isMessage = outlet === 'email' || outlet === 'sms' || outlet === 'whatsapp';
  return isMessage ? messageOf(input, rendered) : await fileOf(input, { notice: rendered, file, pointId });
}
