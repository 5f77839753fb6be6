import { type Context } from '../dialogs/form.ts';
import { type ContactPoint } from '../domain/account.ts';
import { type Instant } from '../domain/calendar.ts';
import { type Evidence, type StoredCode } from '../domain/evidence.ts';
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
  attempts(creditorId: string, subjectKey: string, now: Instant): Promise<Evidence['attempts']>;
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
  return async (request, loaded, context) => {
    const { creditorId, conversationId } = loaded.lease;
    const reference = request.kind === 'identify' ? normalReference(request.reference) : '';
    const subjectKey = subjectKeyOf(request, loaded, context, secrets);
    const asks = request.kind === 'identify' || request.kind === 'send-code';
    const codes = request.kind === 'check-code' || request.kind === 'act';
    const [named, point, attempts, last] = await Promise.all([
      request.kind === 'identify' ? store.find(creditorId, reference) : null,
      request.kind === 'send-code' ? store.point(creditorId, pointIdOf(request.maskId, loaded)) : null,
      asks || codes ? store.attempts(creditorId, subjectKey, context.now) : noAttempts,
      codes ? store.lastCode(creditorId, conversationId) : null,
    ]);
    const digits = digitsOf(request);
    return {
      named,
      point,
      subjectKey,
      decoys: secrets.decoys(subjectKey, reachable),
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

const noAttempts: Evidence['attempts'] = { failuresLastDay: 0, codesLastHour: 0, codesLastDay: 0 };

/** Attempts are counted on the reference named, then on the claim it left, then on the identified account. */
function subjectKeyOf(request: Request, loaded: Loaded, context: Context, secrets: Secrets): string {
  if (request.kind === 'identify') return secrets.subjectKey(normalReference(request.reference));
  const proved = validSubjects(loaded.session, 2, context.now)[0];
  if (proved !== undefined) return secrets.subjectKey(proved.debtorId);
  return loaded.session.claim?.subjectKey ?? secrets.subjectKey('');
}

/** Looked up whether it exists or not: a decoy costs what a real address costs. */
function pointIdOf(maskId: string, loaded: Loaded): string {
  const mask = loaded.session.claim?.masks.find(({ id }) => id === maskId);
  return mask?.pointId ?? '00000000-0000-0000-0000-000000000000';
}

function digitsOf(request: Request): string | null {
  if (request.kind === 'check-code') return request.digits;
  return request.kind === 'act' && request.confirmation.how === 'code' ? request.confirmation.digits : null;
}
