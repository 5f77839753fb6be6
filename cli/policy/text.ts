import { readFile } from 'node:fs/promises';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { newestVersion } from '../../prisma/escalation/newest-version.ts';
import { storeText } from '../../prisma/escalation/store-text.ts';
import { inTenant } from '../../prisma/in-tenant.ts';
import { type Answer, refused, wordsOf } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { preview } from './preview.ts';
import { type PreviewPlace, previewOn } from './preview-on.ts';

/** A file as a manager writes it: a first line "Subject: ..." or "Objet : ...", where there is one, then the text. */
function readWording(content: string): Pick<LevelText, 'subject' | 'body'> {
  const [, subject, body] = /^(?:Subject|Objet) ?: *(.+)\n+([\s\S]*)$/.exec(content.replaceAll('\r\n', '\n')) ?? [];
  return subject === undefined ? { subject: null, body: content.trim() } : { subject, body: body?.trim() ?? '' };
}

const refusals = {
  'not-manager': 'only a manager or an administrator changes texts',
  'unknown-policy': 'no policy of that id is stored: npm run policy -- list',
  'unknown-level': 'the policy has no such level by that outlet',
} as const;

async function previewed(
  { policy: id, level: levelId, debtor, as }: AskedOf<'text'>,
  tenant: PreviewPlace,
  said: LevelText,
): Promise<Answer> {
  const { pool, creditorId } = tenant;
  const policy = await inTenant(pool, creditorId, (client) => newestVersion(client, creditorId, id));
  if (policy === null) return refused(refusals['unknown-policy']);
  const level = policy.levels.find((one) => one.id === levelId);
  if (level?.outlets.includes(said.outlet) !== true) return refused(refusals['unknown-level']);
  if (debtor !== undefined) return await previewOn(tenant, { policy, level, text: said }, { debtor, as });
  return preview(policy, level, said);
}

/** Stores another wording of a level, or only shows it as it would be read. */
export async function text(asked: AskedOf<'text'>, tenant: PreviewPlace): Promise<Answer> {
  const { pool, creditorId, at, today } = tenant;
  const content = await readFile(asked.file, 'utf8').catch(() => null);
  if (content === null) return refused(`${asked.file} cannot be read`);
  const said = { levelId: asked.level, outlet: asked.outlet, language: asked.language, ...readWording(content) };
  if (asked.preview) return await previewed(asked, tenant, { ...said, draft: false });
  if (asked.as === undefined) return { code: 64, lines: ['Say who changes the text: --as HANDLE'], json: null };
  const done = await storeText(pool, {
    creditorId,
    at,
    today,
    by: asked.as,
    policyId: asked.policy,
    text: said,
    contentSid: asked['content-sid'] ?? null,
  });
  if (done.kind === 'refused') return refused(done.why === 'wrong' ? wordsOf(done.problems) : refusals[done.why], done);
  return { code: 0, lines: [`The text is stored as version ${done.version}, from ${done.from}.`], json: done };
}
