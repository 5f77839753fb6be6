import { type LevelText } from '../../domain/escalation/level-text.ts';
import { type DrawnNotice } from '../../prisma/escalation/sweep-order.ts';
import { linesToShow } from '../../domain/escalation/lines-to-show.ts';
import { readCase as readFacts } from '../../domain/escalation/case-reading.ts';
import { type NoticeInput } from '../../domain/escalation/notice.ts';
import { type EscalationPolicy, type Level } from '../../domain/escalation/policy.ts';
import { renderNotice } from '../../domain/escalation/render-notice.ts';
import { textProblemWords } from '../../domain/escalation/text-problem-words.ts';
import { type Database } from '../../prisma/database.ts';
import { chargesOf } from '../../prisma/escalation/charges-of.ts';
import { drawWay } from '../../prisma/escalation/choose-way.ts';
import { type Case, readCase } from '../../prisma/escalation/read-cases.ts';
import { inTenant } from '../../prisma/in-tenant.ts';
import { findSeen, type Reader } from '../../prisma/staff/reader.ts';
import { openRunOrder } from '../escalation/run-order.ts';
import { readerOf } from '../staff/reader-of.ts';
import { type Answer, refused } from './answer.ts';
import { type Tenant } from './tenant.ts';

/** Whom a text is shown for, and where. */
export type PreviewPlace = Tenant & { readonly database: Database; readonly production: boolean };

type Said = { readonly policy: EscalationPolicy; readonly level: Level; readonly text: LevelText };
type Wish = { readonly debtor: string; readonly as: string | undefined };

/** The rendered words as a message, whatever they would leave by: a preview draws no page. */
function asMessage(input: NoticeInput): Promise<DrawnNotice> {
  const notice = renderNotice(input);
  if ('problems' in notice) return Promise.resolve({ kind: 'refused', problems: notice.problems });
  const { subject, text, totals } = notice;
  const head = { key: 'preview', class: 'demand', language: input.language } as const;
  const message = { ...head, text, ...(subject === null ? {} : { title: subject }) };
  return Promise.resolve({ kind: 'message', message, totals, segments: null });
}

function wrong(problems: readonly string[]): Answer {
  const told = problems.map((code) => ({ code, ...textProblemWords(code) }));
  const lines = told.map(({ problem, mend }) => `${problem} (${mend})`);
  return { code: 1, lines: ['It could not leave like this:', ...lines], json: { problems: told } };
}

async function caseOf(place: PreviewPlace, reference: string, reader: Reader): Promise<Case | null> {
  const { pool, creditorId, at, database, production } = place;
  const order = await openRunOrder(database, { creditorId, at, asOf: !production });
  return await inTenant(pool, creditorId, async (client) => {
    const id = await findSeen(client, reference, reader);
    return id === null ? null : await readCase(client, order, id);
  });
}

async function rendered(place: PreviewPlace, of: Case, { policy, level, text }: Said): Promise<Answer> {
  const { database, creditorId, at, production } = place;
  const lines = linesToShow(readFacts(of.account, of.file, of.calendar), policy, level);
  const { reference, language } = of.account.debtor;
  if (language !== text.language) return refused(`${reference} reads ${language}: --language ${language}`);
  if (lines.length === 0)
    return refused(
      `nothing may be asked of ${reference} at that level today: npm run explain -- --debtor ${reference}`,
    );
  const order = await openRunOrder(database, { creditorId, at, asOf: !production });
  const { told: charges } = chargesOf(of, { level, lines }, policy, order);
  // What a template would say is to be seen though nobody wrote within a day.
  const contentSid = text.outlet === 'whatsapp' ? 'preview' : null;
  const wording = {
    ...order,
    policies: [policy],
    texts: () => ({ ...text, templateId: 'preview', contentSid }),
    draw: asMessage,
  };
  const asked = { policy, level, lines, charges, outlets: [] };
  const drawn = (await drawWay(wording, of, asked, { outlet: text.outlet, pointId: null }))?.drawn;
  if (drawn?.kind !== 'message') return wrong(drawn?.kind === 'refused' ? drawn.problems : []);
  const { title = null, text: body } = drawn.message;
  const head = `As ${reference} would read it today, were every line at this level; nothing leaves.`;
  return {
    ...{ code: 0, lines: [head, '', ...(title === null ? [] : [title, '']), body] },
    json: { debtor: reference, subject: title, text: body },
  };
}

/** Shows a wording as one debtor would read it on today's account, or says in words why it could not leave; nothing is stored. */
export async function previewOn(place: PreviewPlace, said: Said, { debtor, as }: Wish): Promise<Answer> {
  const reader = await readerOf(place, as);
  if (reader === null) return refused('nobody was named who may see the account');
  const of = await caseOf(place, debtor, reader);
  if (of === null) return refused(`there is no customer ${debtor}${as === undefined ? '' : ` that ${as} may see`}`);
  return await rendered(place, of, said);
}
