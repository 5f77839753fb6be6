import { type Context } from '../dialogs/form.ts';
import { type ContactPoint } from '../domain/account.ts';
import { type AddressMix, addressMix } from '../domain/address-mix.ts';
import { type Instant } from '../domain/calendar.ts';
import { type Evidence, type StoredCode } from '../domain/evidence.ts';
import { guessKey } from '../domain/guess-key.ts';
import { type Request } from '../domain/request.ts';
import { validSubjects } from '../domain/session.ts';
import { type Loaded } from '../domain/turn.ts';
import { type IdentityFile } from '../domain/verification.ts';
import { type Secrets } from './secrets.ts';

/** Looks up who a reference belongs to and what was tried before; always inside one creditor. */
export type IdentityStore = {
  /** By customer number or invoice number, whatever the case; null when nobody has it. */
  find(
    creditorId: string,
    reference: string,
  ): Promise<{ debtorId: string; file: IdentityFile; points: readonly ContactPoint[] } | null>;
  /** A contact point by its id; null when there is none. */
  point(creditorId: string, pointId: string): Promise<ContactPoint | null>;
  /** What was tried and sent under a key; with an address, what was sent there under any key counts where it is more. */
  attempts(creditorId: string, subjectKey: string, address: string | null, now: Instant): Promise<Evidence['attempts']>;
  /** The addresses of some of the creditor's customers, by customer: always the same ones while nothing changes. */
  sample(creditorId: string): Promise<readonly (readonly ContactPoint[])[]>;
  /** The last code issued in the conversation that was not used, with its hash. */
  lastCode(creditorId: string, conversationId: string): Promise<{ stored: StoredCode; hash: string } | null>;
};

/** A reference as it is looked up and counted: letters and digits of any script and case come to one form. */
export function normalReference(reference: string): string {
  return reference
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u200b-\u200f]/g, '');
}

/**
 * Makes the function that looks up what the rules need for a request. An unknown reference costs the same statements as a
 * known one, so that neither words nor time tell them apart.
 */
export function makeGather(
  store: IdentityStore,
  secrets: Secrets,
  reachable: Evidence['reachable'],
): (request: Request, loaded: Loaded, context: Context) => Promise<Evidence> {
  const mixOf = rememberMix(store, reachable);
  return async (request, loaded, context) => {
    const { creditorId, conversationId } = loaded.lease;
    const reference = request.kind === 'identify' ? normalReference(request.reference) : '';
    const subjectKey = subjectKeyOf(request, loaded, context, secrets);
    const codes = request.kind === 'check-code' || request.kind === 'verify-address' || request.kind === 'act';
    const [named, point, attempts, last, mix] = await Promise.all([
      request.kind === 'identify' ? store.find(creditorId, reference) : null,
      request.kind === 'send-code' ? store.point(creditorId, pointIdOf(request.maskId, loaded)) : null,
      isCounted(request)
        ? store.attempts(creditorId, subjectKey, knownAddressOf(request, context), context.now)
        : noAttempts,
      codes ? store.lastCode(creditorId, conversationId) : null,
      request.kind === 'identify' ? mixOf(creditorId, context.now) : null,
    ]);
    const digits = digitsOf(request);
    return {
      named,
      point,
      subjectKey,
      decoys: decoysOf(request, mix, secrets),
      reachable,
      code:
        last === null
          ? null
          : { stored: last.stored, matches: digits !== null && secrets.codeMatches(digits, last.hash) },
      attempts,
      fresh: secrets.newCode(),
    };
  };
}

const mixLastsMs = 10 * 60_000;

/** The mix of a creditor's addresses, read again now and then: whoever asks meanwhile costs one statement less, known or not. */
function rememberMix(
  store: IdentityStore,
  reachable: Evidence['reachable'],
): (creditorId: string, now: Instant) => Promise<AddressMix> {
  const known = new Map<string, { readonly mix: AddressMix; readonly until: Instant }>();
  return async (creditorId, now) => {
    const found = known.get(creditorId);
    if (found !== undefined && now < found.until) return found.mix;
    const mix = addressMix(await store.sample(creditorId), reachable, now);
    known.set(creditorId, { mix, until: now + mixLastsMs });
    return mix;
  };
}

function decoysOf(request: Request, mix: AddressMix | null, secrets: Secrets): Evidence['decoys'] {
  if (request.kind !== 'identify' || mix === null) return [];
  return secrets.decoys(guessKey(normalReference(request.reference), request.factors), mix);
}

function isCounted({ kind }: Request): boolean {
  return ['identify', 'send-code', 'check-code', 'verify-address', 'act'].includes(kind);
}

const noAttempts: Evidence['attempts'] = { failuresLastDay: 0, codesLastHour: 0, codesLastDay: 0 };

/** Attempts are counted on the reference named and the claim it left, else on the identified account. */
function subjectKeyOf(request: Request, loaded: Loaded, context: Context, secrets: Secrets): string {
  if (request.kind === 'identify') return secrets.subjectKey(normalReference(request.reference));
  const { claim } = loaded.session;
  if (claim !== null && isAboutClaim(request)) return claim.subjectKey;
  const proved = validSubjects(loaded.session, 2, context.now)[0];
  if (proved !== undefined) return secrets.subjectKey(proved.debtorId);
  return claim?.subjectKey ?? secrets.subjectKey('');
}

/** Someone identified may be asked to prove it again: that counts where the first proof did. */
function isAboutClaim(request: Request): boolean {
  return request.kind === 'check-code' || (request.kind === 'send-code' && request.purpose === 'identify');
}

/** Where another code would go: only of an account that is open to the person, so that the limit can be said. */
function knownAddressOf(request: Request, { account }: Context): string | null {
  if (request.kind !== 'send-code' || request.purpose === 'identify') return null;
  return account?.points.find(({ id }) => id === request.maskId)?.address ?? null;
}

/** Looked up whether it exists or not: a decoy costs what a real address costs. */
function pointIdOf(maskId: string, loaded: Loaded): string {
  const mask = loaded.session.claim?.masks.find(({ id }) => id === maskId);
  return mask?.pointId ?? '00000000-0000-0000-0000-000000000000';
}

function digitsOf(request: Request): string | null {
  if (request.kind === 'check-code' || request.kind === 'verify-address') return request.digits;
  return request.kind === 'act' && request.confirmation.how === 'code' ? request.confirmation.digits : null;
}
