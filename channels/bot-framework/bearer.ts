import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';

const longest = 8_192;
const skewSeconds = 5 * 60;

const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string(),
});
const header = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1).max(200) });

/**
 * Whether a token could be a channel's for us, judged by what it says of itself; its signature is the SDK's to check. The SDK would also
 * take the tokens that Azure gives to the bot itself, which every service we wrote to has seen: here only the channels' issuer counts.
 */
export function isPlausibleBearer(
  authorization: string,
  expected: { readonly issuer: string; readonly appId: string; readonly serviceUrl: string; readonly nowMs: number },
): boolean {
  const token = /^Bearer ([\w.-]+)$/.exec(authorization)?.[1];
  if (token === undefined || token.length > longest) return false;
  const read = readToken(token);
  if (read === null) return false;
  const now = expected.nowMs / 1_000;
  return (
    read.iss === expected.issuer &&
    read.aud === expected.appId &&
    read.serviceurl === expected.serviceUrl &&
    read.exp > now - skewSeconds &&
    (read.nbf ?? 0) <= now + skewSeconds
  );
}

function readToken(token: string): z.infer<typeof claims> | null {
  try {
    if (!header.safeParse(decodeProtectedHeader(token)).success) return null;
    return claims.safeParse(decodeJwt(token)).data ?? null;
  } catch {
    return null;
  }
}
