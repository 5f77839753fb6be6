import { type TelephoneBackend, type TelephoneMessage } from '../channels/twilio/backend.ts';
import { type Channel } from '../domain/channel.ts';
import { type Instant } from '../domain/calendar.ts';
import { AppError } from '../domain/errors.ts';
import { type Periodic, startPeriodic } from './periodic.ts';
import { type Log } from './ports.ts';
import { type TelephoneStore } from './telephone-backend.ts';

export type MissedMessagesDeps = {
  readonly senders: readonly { readonly channel: Channel; readonly address: string }[];
  /** What the carrier says was written to that address since then, oldest first; null when it cannot be asked now. */
  readonly received: (to: string, channel: Channel, since: Instant) => Promise<readonly TelephoneMessage[] | null>;
  /** Of these ids those that were kept already. */
  readonly known: (channel: Channel, ids: readonly string[]) => Promise<readonly string[]>;
  /** When this installation began to listen; kept, so that what was written before it is nobody's to answer. */
  readonly beganAt: () => Promise<Instant>;
  readonly take: TelephoneBackend['take'];
  readonly keepStray: TelephoneStore['keepStray'];
  readonly isStop: (text: string) => boolean;
  readonly clock: () => Instant;
  readonly log: Log;
};

const everyMs = 300_000;
/** A message on its way to us is not missed yet. */
const patienceMs = 120_000;
/** Older than a day, an answer would come as a surprise; WhatsApp would not carry it. */
const oldestMs = 24 * 3_600_000;

/**
 * Takes what people wrote while nobody here answered the carrier: it tries to hand a message over once or twice, and then keeps it.
 * Looks once at the start and every five minutes. What its writer has gone on after is kept and not answered, but STOP.
 */
export function startMissedMessages(deps: MissedMessagesDeps, intervalMs: number = everyMs): Periodic {
  const work = async (): Promise<void> => {
    for (const { channel, address } of deps.senders) await lookAt(deps, channel, address);
  };
  const periodic = startPeriodic(work, intervalMs, (why) => {
    deps.log('warn', 'missed.failed', { why });
  });
  void periodic.look();
  return periodic;
}

async function lookAt(deps: MissedMessagesDeps, channel: Channel, address: string): Promise<void> {
  const now = deps.clock();
  const since = Math.max(await deps.beganAt(), now - oldestMs);
  const received = ((await deps.received(address, channel, since)) ?? []).filter(({ at }) => at >= since);
  const isDue = ({ at }: TelephoneMessage): boolean => at < now - patienceMs;
  if (!received.some(isDue)) return;
  const ids = received.map(({ externalId }) => externalId);
  const known = new Set(await deps.known(channel, ids));
  for (const [index, message] of received.entries()) {
    if (known.has(message.externalId) || !isDue(message)) continue;
    const later = received.slice(index + 1).filter(({ from }) => from.address === message.from.address);
    const isOvertaken = later.some(({ externalId }) => known.has(externalId));
    if (isOvertaken && !isStop(deps, message)) await keep(deps, message);
    else {
      const taken = await takeOne(deps, message);
      deps.log('warn', taken ? 'missed.taken' : 'missed.too-many', { channel });
    }
  }
}

/** STOP means stop, however late it is heard. */
function isStop(deps: Pick<MissedMessagesDeps, 'isStop'>, { opt, text }: TelephoneMessage): boolean {
  return opt === 'stop' || deps.isStop(text);
}

/** The conversation went on after it: an old "2" would now choose from another menu, and an old yes agree to something else. */
async function keep({ keepStray, log }: MissedMessagesDeps, message: TelephoneMessage): Promise<void> {
  const { externalId, at, from } = message;
  await keepStray({ channel: from.channel, externalId, activity: { why: 'overtaken', message }, at });
  log('warn', 'missed.overtaken', { channel: from.channel });
}

/** Who was turned away for writing without end is not let in by this door; whoever wrote after them is. */
async function takeOne({ take }: MissedMessagesDeps, message: TelephoneMessage): Promise<boolean> {
  try {
    await take(message);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'TOO_MANY_REQUESTS') return false;
    throw error;
  }
}
