import { type Activity } from '../../../channels/direct-line/activity.ts';
import {
  type AcceptRequest,
  type CreditorFace,
  type DirectLineBackend,
  type StreamItem,
  type StreamSignal,
  type UploadedFile,
} from '../../../channels/direct-line/backend.ts';
import { AppError } from '../../../domain/errors.ts';

type Conversation = {
  userId: string;
  locale: string | null;
  items: StreamItem[];
  accepted: Map<string, string>;
  files: UploadedFile[];
};

/** What survives a restart: give the same memory to a new backend and it goes on. */
export type Memory = Map<string, Conversation>;

/** What the service answers to one activity of the user. */
export type Answer = (request: AcceptRequest) => readonly Partial<Activity>[];

const echoAnswer: Answer = ({ activity }) =>
  activity.type === 'message' ? [{ text: `Vous avez dit : ${activity.text ?? ''}` }] : [];

/** The backend port in memory, with switches for trouble. */
export class MemoryBackend implements DirectLineBackend {
  readonly memory: Memory;
  readonly answer: Answer;
  readonly requests: AcceptRequest[] = [];
  failing = false;
  greeting: Partial<Activity> | null = { text: 'Bonjour, je suis l’assistant automatique de Lumio Équipement.' };
  /** Sites that may show the chat; a test changes them. */
  origins: readonly string[] = [];
  readonly #listeners = new Map<string, Set<(signal: StreamSignal) => void>>();

  constructor(answer: Answer = echoAnswer, memory: Memory = new Map()) {
    this.answer = answer;
    this.memory = memory;
  }

  findCreditor(slug: string | null): Promise<CreditorFace | null> {
    const { origins } = this;
    const face = { slug: 'lumio', displayName: 'Lumio Équipement', linkHosts: ['pay.lumio.example'], origins };
    return this.#try(() => (slug === null || slug === face.slug ? face : null));
  }

  isEmbedder(origin: string): Promise<boolean> {
    return this.#try(() => this.origins.includes(origin));
  }

  open(request: Parameters<DirectLineBackend['open']>[0]): Promise<'created' | 'existing'> {
    return this.#try(() => {
      if (this.memory.has(request.conversationId)) return 'existing';
      const { userId, locale } = request;
      this.memory.set(request.conversationId, { userId, locale, items: [], accepted: new Map(), files: [] });
      if (this.greeting !== null) this.say(request.conversationId, this.greeting);
      return 'created';
    });
  }

  exists(conversationId: string): Promise<boolean> {
    return this.#try(() => this.memory.has(conversationId));
  }

  accept(request: AcceptRequest): Promise<{ id: string; duplicate: boolean }> {
    return this.#try(() => {
      const conversation = this.memory.get(request.conversationId);
      if (conversation === undefined) throw new AppError('NOT_FOUND', { what: 'conversation' });
      const known = conversation.accepted.get(request.externalId);
      if (known !== undefined) return { id: known, duplicate: true };
      this.requests.push(request);
      conversation.files.push(...request.files);
      const id = this.#append(request.conversationId, request.activity);
      conversation.accepted.set(request.externalId, id);
      for (const activity of this.answer(request)) this.say(request.conversationId, activity);
      return { id, duplicate: false };
    });
  }

  history(conversationId: string, afterSeq: number, limit: number): Promise<readonly StreamItem[]> {
    return this.#try(() => {
      const items = this.memory.get(conversationId)?.items ?? [];
      return items.filter(({ seq }) => seq > afterSeq).slice(0, limit);
    });
  }

  subscribe(conversationId: string, listener: (signal: StreamSignal) => void): () => void {
    const listeners = this.#listeners.get(conversationId) ?? new Set();
    this.#listeners.set(conversationId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** The service says something of its own. */
  say(conversationId: string, activity: Partial<Activity>): string {
    return this.#append(conversationId, {
      type: 'message',
      timestamp: new Date().toISOString(),
      channelId: 'webchat',
      serviceUrl: 'http://127.0.0.1',
      conversation: { id: conversationId },
      from: { id: 'solde', role: 'bot' },
      ...activity,
    });
  }

  signal(conversationId: string, signal: StreamSignal): void {
    for (const listener of this.#listeners.get(conversationId) ?? []) listener(signal);
  }

  #append(conversationId: string, activity: Activity): string {
    const { items } = this.memory.get(conversationId)!;
    const seq = items.length + 1;
    const item = { seq, id: `${conversationId}|${String(seq).padStart(7, '0')}`, activity };
    items.push(item);
    // Both ways of telling a stream are used in turn.
    this.signal(conversationId, seq % 2 === 0 ? { kind: 'changed' } : { kind: 'items', after: seq - 1, items: [item] });
    return item.id;
  }

  #try<T>(work: () => T): Promise<T> {
    return this.failing ? Promise.reject(new Error('the store is away')) : Promise.resolve().then(work);
  }
}
