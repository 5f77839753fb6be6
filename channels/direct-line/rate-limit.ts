import { type Instant } from '../../domain/calendar.ts';

/** A bucket that holds `burst` requests and is refilled at `perMinute`. */
export type Rate = { readonly burst: number; readonly perMinute: number };

const keysMax = 20_000;

/** Token buckets in memory, one per key: answers whether one more request is within the rate. The oldest key is forgotten first. */
export function createRateLimit(rate: Rate, now: () => Instant): (key: string) => boolean {
  const buckets = new Map<string, { left: number; at: Instant }>();
  return (key) => {
    const at = now();
    const bucket = buckets.get(key) ?? { left: rate.burst, at };
    buckets.delete(key);
    const refill = (Math.max(0, at - bucket.at) * rate.perMinute) / 60_000;
    const left = Math.min(rate.burst, bucket.left + refill);
    const allowed = left >= 1;
    buckets.set(key, { left: allowed ? left - 1 : left, at });
    if (buckets.size > keysMax) buckets.delete(buckets.keys().next().value ?? '');
    return allowed;
  };
}
