import { type PostResult } from './connection.ts';
import { type Outgoing } from './protocol.ts';
import { SavedState } from './saved-state.ts';

export type Sending = { readonly key: string; readonly activity: Outgoing; readonly files: readonly File[] };
export type SendState = 'sending' | 'waiting' | 'sent' | 'failed';

export type SendQueueOptions = {
  readonly creditor: string;
  readonly post: (activity: Outgoing, files: readonly File[]) => Promise<PostResult>;
  readonly onState: (key: string, state: SendState) => void;
};

/** What was written and is not yet known to have arrived: sent in order, one at a time, again and again under the same id, also after a reload. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #saved: SavedState<Outgoing[]>;
  #queue: Sending[];
  #busy = false;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SendQueueOptions) {
    this.#options = options;
    this.#saved = new SavedState(`unsent.${options.creditor}`);
    this.#queue = (this.#saved.get() ?? []).map((activity) => ({
      key: activity.channelData.clientActivityID,
      activity,
      files: [],
    }));
  }

  /** What waits, oldest first. */
  waiting(): readonly Sending[] {
    return this.#queue;
  }

  add(sending: Sending): void {
    this.#queue.push(sending);
    this.#save();
    void this.flush();
  }

  /** Something with that key is known to have arrived. */
  arrived(key: string): void {
    this.#queue = this.#queue.filter((sending) => sending.key !== key);
    this.#save();
  }

  /** Gives up what waits: it was meant for a conversation that has ended. */
  abandon(): void {
    for (const { key } of this.#queue) this.#options.onState(key, 'failed');
    this.#queue = [];
    this.#save();
  }

  /** Sends what waits, now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const { key } = next;
      const result = await this.#options.post(next.activity, next.files);
      if (result === 'later') {
        this.#options.onState(key, 'waiting');
        break;
      }
      this.#attempts = 0;
      this.#options.onState(key, result === 'accepted' ? 'sent' : 'failed');
      this.arrived(key);
    }
    this.#busy = false;
    if (this.#queue.length === 0) return;
    this.#attempts += 1;
    this.#timer = setTimeout(() => void this.flush(), Math.min(15_000, 500 * 2 ** Math.min(this.#attempts, 5)));
  }

  #save(): void {
    const texts = this.#queue.filter(({ files }) => files.length === 0).map(({ activity }) => activity);
    this.#saved.set(texts.length === 0 ? null : texts);
  }
}
