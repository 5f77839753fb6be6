import { createHash } from 'node:crypto';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const payload = z.union([
  z.strictObject({ salt: hash, words: z.string() }),
  z.strictObject({ erased: z.string() }),
  z.null(),
]);
const own = z.strictObject({ words: z.string(), payload });
const seal = z.strictObject({
  ...{ number: z.int().positive(), from: z.int(), to: z.int(), hash },
  events: z.array(z.union([hash, own])).min(1),
});
const file = z.strictObject({
  format: z.literal('solde-dossier-1'),
  contents: z.record(z.string(), z.unknown()),
  chain: z.strictObject({ creditor: id, debtor: id, prev: hash, seals: z.array(seal).min(1) }),
});
/** What an event's digest is of: id, creditor, instant, kind, actor, debtor, conversation, message, policy, facts, payload's hash, instant. */
const words = z.tuple([
  ...[z.int(), id, z.int(), z.string(), z.string(), id],
  ...[
    id.nullable(),
    z.int().nullable(),
    z.string().nullable(),
    z.record(z.string(), z.unknown()),
    hash.nullable(),
    z.int(),
  ],
] as const);

type Seal = z.infer<typeof seal>;
type Own = z.infer<typeof own>;
type Chain = z.infer<typeof file>['chain'];

/** What a dossier's file proves by itself; `broken` is the first thing that does not fit. */
export type DossierReport = {
  readonly ok: boolean;
  readonly events: number; // this debtor's
  readonly others: number; // known by their digests alone
  readonly seals: number;
  readonly fromSeal: number;
  readonly erased: number;
  readonly head: string; // kept elsewhere, it shows that the chain was not made anew
  readonly broken: string | null;
};

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest('hex');
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/** What is wrong with one event of the debtor; null when its words, its place and what was said fit. */
function wrongWith(event: Own, at: Seal, chain: Chain): string | null {
  let given: unknown;
  try {
    given = JSON.parse(event.words);
  } catch {
    return `an event of seal ${at.number} cannot be read`;
  }
  const read = words.safeParse(given);
  if (!read.success) return `an event of seal ${at.number} has another shape`;
  const [number, creditor, , , , debtor, , , , , payloadHash] = read.data;
  if (number < at.from || number > at.to) return `event ${number} is not of seal ${at.number}`;
  if (creditor !== chain.creditor || debtor !== chain.debtor) return `event ${number} is of somebody else`;
  if ((payloadHash === null) !== (event.payload === null)) return `event ${number}: what was said is missing or added`;
  if (event.payload === null || 'erased' in event.payload) return null;
  const said = sha256(bytes(event.payload.salt), event.payload.words);
  return said === payloadHash ? null : `event ${number}: what was said was changed`;
}

function wrongInChain(chain: Chain): string | null {
  const [first] = chain.seals;
  let head = chain.prev;
  let number = first?.number ?? 1;
  // The hash before the first seal is that of the creditor's id.
  if (number === 1 && head !== sha256(bytes(chain.creditor.replaceAll('-', '')))) return 'the chain begins elsewhere';
  for (const at of chain.seals) {
    if (at.number !== number) return `seal ${number} is missing`;
    const digests = at.events.map((event) => (typeof event === 'string' ? event : sha256(event.words)));
    if (sha256(bytes(head), bytes(digests.join(''))) !== at.hash) return `seal ${at.number} does not fit`;
    for (const event of at.events) {
      const wrong = typeof event === 'string' ? null : wrongWith(event, at, chain);
      if (wrong !== null) return wrong;
    }
    head = at.hash;
    number += 1;
  }
  return null;
}

/** The fingerprints that the last event of the chain says the dossier has. */
function fingerprints(events: readonly Own[]): { readonly contents: unknown; readonly pdf: unknown } | null {
  const last = words.safeParse(JSON.parse(events.at(-1)?.words ?? 'null')).data;
  return last?.[3] === 'dossier.made' ? { contents: last[9]['contents'], pdf: last[9]['pdf'] } : null;
}

type Written = { readonly text: string; readonly given: unknown; readonly contents: unknown };

/** The whole file is in the one form it was written in, so that no byte of it is free. */
function wrongInFile(
  { text, given, contents }: Written,
  events: readonly Own[],
  pdf: Uint8Array | null,
): string | null {
  if (`${JSON.stringify(given)}\n` !== text) return 'the file is not written as it was made';
  const made = fingerprints(events);
  if (made === null) return 'the last event does not say what was made';
  if (made.contents !== sha256(JSON.stringify(contents))) return 'the contents were changed';
  return pdf === null || made.pdf === sha256(pdf) ? null : 'the PDF was changed';
}

/**
 * Checks a dossier by itself, without a database: that each event of the debtor has its digest, that the digests make the seals and the
 * seals the chain, and that the contents (and the PDF, where it is given) are those the last event names.
 */
export function checkDossier(text: string, pdf: Uint8Array | null): DossierReport {
  const none = { ok: false, events: 0, others: 0, seals: 0, fromSeal: 0, erased: 0, head: '' };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { ...none, broken: 'the file is no JSON' };
  }
  const read = file.safeParse(given);
  if (!read.success) return { ...none, broken: `the file is no dossier: ${z.prettifyError(read.error).slice(0, 200)}` };
  const { chain } = read.data;
  const all = chain.seals.flatMap(({ events }) => events);
  const events = all.filter((event) => typeof event !== 'string');
  // As it was read, not as it was checked: a check may put keys in another order.
  const contents: unknown = typeof given === 'object' && given !== null && 'contents' in given ? given.contents : null;
  const broken = wrongInChain(chain) ?? wrongInFile({ text, given, contents }, events, pdf);
  return {
    ...{ ok: broken === null, events: events.length, others: all.length - events.length, seals: chain.seals.length },
    fromSeal: chain.seals[0]?.number ?? 0,
    erased: events.filter((event) => event.payload !== null && 'erased' in event.payload).length,
    head: chain.seals.at(-1)?.hash ?? '',
    broken,
  };
}

/** The fingerprint of a part of a dossier, in hexadecimal. */
export function fingerprint(part: string | Uint8Array): string {
  return sha256(part);
}
