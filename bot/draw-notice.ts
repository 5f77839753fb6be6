import { callScript } from '../documents/call-script.ts';
import { formalNotice } from '../documents/formal-notice.ts';
import { noticeLetter } from '../documents/notice-letter.ts';
import { callFacts } from '../domain/escalation/call-facts.ts';
import { callOffers } from '../domain/escalation/call-offers.ts';
import { type CaseFile } from '../domain/escalation/case-file.ts';
import { type NoticeInput, type RenderedNotice } from '../domain/escalation/notice.ts';
import { renderNotice } from '../domain/escalation/render-notice.ts';
import { gsmText } from '../domain/gsm-text.ts';
import { makeLedger } from '../domain/ledger.ts';
import { type Message } from '../domain/message.ts';
import { type Money } from '../domain/money.ts';
import { segmentsOf } from '../domain/segments.ts';
import { type PolicyOf } from './policy-files.ts';

type Drawn = { readonly totals: readonly Money[] };
type DrawnNotice =
  | (Drawn & { readonly kind: 'message'; readonly message: Message; readonly segments: number | null })
  | (Drawn & { readonly kind: 'file'; readonly name: string; readonly mime: string; readonly bytes: Uint8Array })
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Words a notice, or draws what is printed of it. */
type DrawNotice = (input: NoticeInput, file: CaseFile, pointId: string | null) => Promise<DrawnNotice>;

function messageOf({ policy, level, language, outlet }: NoticeInput, notice: RenderedNotice): DrawnNotice {
  const { subject, text, totals, approvedAs } = notice;
  const head = { key: `${policy.id}/${level.id}`, class: 'demand', language } as const;
  const message: Message = {
    ...head,
    text,
    ...(subject === null ? {} : { title: subject }),
    ...(approvedAs === null ? {} : { approvedAs }),
  };
  return { kind: 'message', message, totals, segments: outlet === 'sms' ? segmentsOf(gsmText(text)) : null };
}

type Whole = {
  readonly notice: RenderedNotice;
  readonly file: CaseFile;
  readonly pointId: string | null;
  readonly policyOf: PolicyOf;
};

async function fileOf(input: NoticeInput, { notice, file, pointId, policyOf }: Whole): Promise<DrawnNotice> {
  const { account, language, level, outlet, today } = input;
  const head = { language, creditor: account.creditor, debtor: account.debtor, on: today, notice };
  const name = `${account.debtor.reference}-${level.id}-${today}.pdf`;
  const pdf = (bytes: Uint8Array): DrawnNotice => ({
    ...{ kind: 'file', name, mime: 'application/pdf', bytes, totals: notice.totals },
  });
  if (outlet === 'phone') {
    const facts = callFacts(makeLedger(account, today), file);
    const phone = account.points.find(({ id }) => id === pointId)?.address ?? null;
    return pdf(
      await callScript({ ...head, facts, phone, offers: callOffers(account, input.lines, file, policyOf(account)) }),
    );
  }
  if (level.legal !== 'formal-notice') return pdf(await noticeLetter(head));
  return pdf(await formalNotice({ ...head, by: outlet === 'letter' ? 'letter' : 'registered-letter' }));
}

/**
 * Makes what words a notice, or draws what is printed of it, from the ledger of that day alone; what cannot be said is refused. The script of
 * a call shows the number the notice was decided for and no other, and offers what the plan policy lets the machine agree to.
 */
export function makeDrawNotice(policyOf: PolicyOf): DrawNotice {
  return async (input, file, pointId) => {
    const { outlet } = input;
    const rendered = renderNotice(input);
    if ('problems' in rendered) return { kind: 'refused', problems: rendered.problems };
    const isMessage = outlet === 'email' || outlet === 'sms' || outlet === 'whatsapp';
    return isMessage ? messageOf(input, rendered) : await fileOf(input, { notice: rendered, file, pointId, policyOf });
  };
}
