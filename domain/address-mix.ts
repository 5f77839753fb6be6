import { type ContactPoint } from './account.ts';
import { type Instant } from './calendar.ts';
import { type MaskChannel, maskHint } from './mask.ts';
import { offeredPoints } from './offered-points.ts';

type Share<Of> = { readonly of: Of; readonly weight: number };

/** In which proportions a creditor's customers are offered addresses: of which channels, and what an e-mail's mask shows. */
export type AddressMix = {
  readonly shapes: readonly Share<readonly MaskChannel[]>[];
  readonly emails: readonly Share<string>[];
};

/** Below so many customers their proportions say little, and a guess of them serves better. */
const enough = 20;

/** Letters in the proportion first names begin with them. */
const initials = 'a a a b b c c c c d d e e f f g g h i j j j k l l l m m m m n n o p p p r r s s s t t v'.split(' ');

function sharesOf<Of>(values: readonly Of[], key: (value: Of) => string): readonly Share<Of>[] {
  const counted = new Map<string, Share<Of>>();
  for (const value of values) {
    const name = key(value);
    counted.set(name, { of: value, weight: (counted.get(name)?.weight ?? 0) + 1 });
  }
  return [...counted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, share]) => share);
}

function usualShapes(reachable: readonly MaskChannel[]): AddressMix['shapes'] {
  const phone = reachable.find((channel) => channel !== 'email');
  const email = reachable.includes('email');
  if (phone === undefined || !email) return reachable.length === 0 ? [] : [{ of: reachable.slice(0, 1), weight: 1 }];
  return [
    { of: [phone, 'email'], weight: 10 },
    { of: [phone], weight: 4 },
    { of: ['email'], weight: 2 },
  ];
}

/** What addresses that do not exist are drawn from: what is offered to a sample of the creditor's customers. */
export function addressMix(
  sample: readonly (readonly ContactPoint[])[],
  reachable: readonly MaskChannel[],
  now: Instant,
): AddressMix {
  const offers = sample.map((points) => offeredPoints(points, reachable, now)).filter((offer) => offer.length > 0);
  const shapes = offers.map((offer) => offer.map(({ channel }) => channel));
  const emails = offers.flat().filter(({ channel }) => channel === 'email');
  const hints = emails.map(({ address }) => maskHint('email', address));
  return {
    shapes: shapes.length < enough ? usualShapes(reachable) : sharesOf(shapes, (shape) => shape.join()),
    emails: sharesOf(
      hints.length < enough ? initials.map((letter) => maskHint('email', letter)) : hints,
      (hint) => hint,
    ),
  };
}
