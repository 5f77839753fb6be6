import { type Activity, callService, type Frame, type Opened, type Outgoing } from './protocol.ts';
import { SavedState } from './saved-state.ts';
import { Stream } from './stream.ts';

export type Status = 'connecting' | 'online' | 'offline' | 'moved';
export type PostResult = 'accepted' | 'refused' | 'later';

export type ConnectionEvents = {
  readonly onActivities: (activities: Activity[]) => void;
  readonly onStatus: (status: Status) => void;
  /** The conversation cannot be continued; a new one begins. */
  readonly onReset: () => void;
};

type Saved = { token: string; conversationId: string; at: number };

const pollMs = 1500;
const refreshMs = 15 * 60_000;
const socketAgainMs = 60_000;

/** One conversation with the service, kept alive: resumes after a reload, a lost line, a restarted service or an expired token. */
export class Connection {
  readonly #creditor: string;
  readonly #locale: () => string;
  readonly #events: ConnectionEvents;
  readonly #saved: SavedState<Saved>;
  #watermark = '0';
  #stream: Stream | null = null;
  #failures = 0;
  #socketFailures = 0;
  #run = 0; // each attempt has a number; what an older one still does is ignored
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(creditor: string, locale: () => string, events: ConnectionEvents) {
    this.#creditor = creditor;
    this.#locale = locale;
    this.#events = events;
    this.#saved = new SavedState(`chat.${creditor}`);
    window.addEventListener('online', () => {
      this.connect();
    });
    setInterval(() => void this.#tend(), 5000);
  }

  /** Connects now, whatever was going on. */
  connect(): void {
    this.#run += 1;
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = null;
    void this.#open(this.#run);
  }

  /** Forgets the conversation and begins another. */
  restart(): void {
    this.#saved.set(null);
    this.#watermark = '0';
    this.connect();
  }

  /** Posts once; `later` when it is not known to have arrived and may be posted again under the same id. */
  async post(activity: Outgoing, files: readonly File[]): Promise<PostResult> {
    const saved = this.#saved.get();
    if (saved === null) return 'later';
    const path = `/conversations/${saved.conversationId}`;
    const answer =
      files.length === 0
        ? await callService('POST', `${path}/activities`, saved.token, activity)
        : await callService('POST', `${path}/upload`, saved.token, formOf(activity, files));
    if (answer?.status === 200) return 'accepted';
    if (answer !== null && [401, 403, 404].includes(answer.status)) this.connect();
    return answer !== null && [400, 413, 415].includes(answer.status) ? 'refused' : 'later';
  }

  async #open(run: number): Promise<void> {
    if (this.#failures === 0) this.#events.onStatus('connecting');
    const opened = this.#saved.get() === null ? await this.#begin() : await this.#resume();
    if (run !== this.#run) return;
    if (opened === 'gone') {
      this.#saved.set(null);
      this.#watermark = '0';
      this.#events.onReset();
      await this.#open(run);
    } else if (opened === null) this.#later(run);
    else {
      this.#saved.set({ token: opened.token, conversationId: opened.conversationId, at: Date.now() });
      if (opened.streamUrl !== undefined && this.#socketFailures < 2) this.#listen(run, opened.streamUrl);
      else void this.#poll(run, Date.now() + socketAgainMs);
    }
  }

  async #begin(): Promise<Opened | null> {
    const generated = await callService('POST', '/tokens/generate', null, { creditor: this.#creditor });
    if (generated?.status !== 200) return null;
    const { token } = generated.json as Opened;
    const started = await callService('POST', '/conversations', token, { locale: this.#locale() });
    return started?.status === 201 || started?.status === 200 ? (started.json as Opened) : null;
  }

  async #resume(): Promise<Opened | 'gone' | null> {
    const saved = this.#saved.get();
    if (saved === null) return 'gone';
    const path = `/conversations/${saved.conversationId}?watermark=${this.#watermark}`;
    const answer = await callService('GET', path, saved.token);
    if (answer?.status === 200) return answer.json as Opened;
    return answer !== null && [401, 403, 404].includes(answer.status) ? 'gone' : null;
  }

  #listen(run: number, streamUrl: string): void {
    this.#stream = new Stream(streamUrl, {
      onOpen: () => {
        this.#socketFailures = 0;
        this.#online();
      },
      onFrame: (frame) => {
        if (run === this.#run) this.#take(frame);
      },
      onClose: ({ opened, moved }) => {
        if (run !== this.#run) return;
        if (moved) {
          this.#events.onStatus('moved');
          return;
        }
        if (!opened) this.#socketFailures += 1;
        this.#later(run);
      },
    });
  }

  async #poll(run: number, until: number): Promise<void> {
    const saved = this.#saved.get();
    if (run !== this.#run || saved === null) return;
    const path = `/conversations/${saved.conversationId}/activities?watermark=${this.#watermark}`;
    const answer = await callService('GET', path, saved.token);
    if (run !== this.#run) return;
    if (answer?.status !== 200) {
      this.#later(run);
      return;
    }
    this.#online();
    this.#take(answer.json as Frame);
    if (Date.now() > until) {
      this.#socketFailures = 1; // one try for the socket, then polling again
      this.connect();
    } else this.#timer = setTimeout(() => void this.#poll(run, until), document.hidden ? pollMs * 4 : pollMs);
  }

  #take(frame: Frame): void {
    if (frame.watermark !== undefined) this.#watermark = frame.watermark;
    if (frame.activities !== undefined && frame.activities.length > 0) this.#events.onActivities(frame.activities);
  }

  #online(): void {
    this.#failures = 0;
    this.#events.onStatus('online');
  }

  #later(run: number): void {
    this.#failures += 1;
    this.#events.onStatus('offline');
    const wait = Math.min(15_000, 400 * 2 ** Math.min(this.#failures, 6)) * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => {
      if (run === this.#run) this.connect();
    }, wait);
  }

  async #tend(): Promise<void> {
    if (this.#stream?.isSilent() === true) this.connect();
    const saved = this.#saved.get();
    if (saved === null || Date.now() - saved.at < refreshMs) return;
    this.#saved.set({ ...saved, at: Date.now() });
    const answer = await callService('POST', '/tokens/refresh', saved.token);
    if (answer?.status === 200) this.#saved.set({ ...saved, token: (answer.json as Opened).token, at: Date.now() });
    else if (answer?.status === 403) this.connect();
    else this.#saved.set({ ...saved, at: Date.now() - refreshMs + 30_000 });
  }
}

function formOf(activity: Outgoing, files: readonly File[]): FormData {
  const form = new FormData();
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  for (const file of files) form.append('file', file, file.name);
  return form;
}
