import { attachmentsOf, bubble, dayOf, timeOf, type Who } from './bubble.ts';
import { retireCard, type CardAnswer } from './card.ts';
import { element } from './element.ts';
import { type Activity } from './protocol.ts';
import { type SendState } from './send-queue.ts';
import { type Language, say } from './words.ts';

export type TranscriptOptions = {
  readonly log: HTMLElement;
  /** Leads to what came in while the person was reading further up. */
  readonly latest: HTMLButtonElement;
  readonly language: () => Language;
  readonly onAnswer: (answer: CardAnswer) => void;
  /** The shown conversation has a message with that key: it has arrived. */
  readonly onEcho: (key: string) => void;
};

/** The conversation on the screen: what is confirmed, in the service's order, then what is still being sent. */
export class Transcript {
  readonly #options: TranscriptOptions;
  readonly #list: HTMLElement;
  readonly #typing: HTMLElement;
  readonly #seen = new Set<string>();
  readonly #pending = new Map<string, HTMLElement>();
  #day = '';
  #following = true;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TranscriptOptions) {
    this.#options = options;
    this.#list = element('div', { class: 'list' });
    this.#typing = element('div', { class: 'typing', hidden: true }, ...[0, 1, 2].map(() => element('span')));
    options.log.append(this.#list, this.#typing);
    options.log.addEventListener('scroll', () => {
      this.#following = this.#isAtEnd();
      if (this.#following) options.latest.hidden = true;
    });
    options.latest.addEventListener('click', () => {
      this.scrollToEnd();
      options.log.focus();
    });
    const observer = new ResizeObserver(() => {
      if (this.#following) this.scrollToEnd();
    });
    observer.observe(options.log);
    observer.observe(this.#list);
  }

  /** Shows what arrived; what is already there is not shown again. */
  show(activities: readonly Activity[]): void {
    const bulk = activities.length > 5; // history: a screen reader would read all of it aloud
    if (bulk) this.#options.log.setAttribute('aria-busy', 'true');
    for (const activity of activities) this.#showOne(activity);
    if (bulk)
      setTimeout(() => {
        this.#options.log.removeAttribute('aria-busy');
      }, 300);
    if (this.#following) this.scrollToEnd();
    else if (activities.some(({ type }) => type === 'message')) this.#options.latest.hidden = false;
  }

  /** Shows something that is being sent. */
  addPending(key: string, text: string, files: readonly string[]): void {
    const node = bubble('user', text, this.#options.language());
    for (const name of files) node.body.append(element('p', { class: 'file' }, name));
    node.root.dataset['state'] = 'sending';
    node.note.textContent = say(this.#options.language(), 'sending');
    this.#pending.set(key, node.root);
    this.#list.append(node.root);
    this.#retireCards();
    this.scrollToEnd();
  }

  setState(key: string, state: SendState): void {
    const node = this.#pending.get(key);
    if (node === undefined) return;
    node.dataset['state'] = state;
    const note = node.querySelector('.note');
    if (note !== null) note.textContent = say(this.#options.language(), state);
    if (state === 'failed') this.#pending.delete(key);
  }

  setTyping(on: boolean): void {
    clearTimeout(this.#typingTimer);
    this.#typing.hidden = !on;
    if (on) {
      if (this.#following) this.scrollToEnd();
      this.#typingTimer = setTimeout(() => {
        this.setTyping(false);
      }, 5000);
    }
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#seen.clear();
    this.#pending.clear();
    this.#day = '';
    this.setTyping(false);
  }

  /** A line of the page's own between messages. */
  addNotice(text: string): void {
    this.#list.append(element('p', { class: 'notice' }, text));
    this.scrollToEnd();
  }

  scrollToEnd(): void {
    this.#following = true;
    this.#options.latest.hidden = true;
    this.#options.log.scrollTop = this.#options.log.scrollHeight;
  }

  #showOne(activity: Activity): void {
    const id = activity.id ?? '';
    if (activity.type === 'typing') this.setTyping(true);
    if (activity.type !== 'message' || this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#retireCards();
    const language = this.#options.language();
    const at = new Date(activity.timestamp ?? Date.now());
    this.#markDay(at, language);
    if (activity.from?.role === 'user') this.#showOwn(activity, at, language);
    else {
      this.setTyping(false);
      this.#insert('bot', activity, at, language);
    }
  }

  #showOwn(activity: Activity, at: Date, language: Language): void {
    const key = activity.channelData?.clientActivityID ?? '';
    this.#options.onEcho(key);
    const mine = this.#pending.get(key);
    if (mine === undefined) this.#insert('user', activity, at, language);
    else this.#confirm(key, mine, at, language);
  }

  #insert(who: Who, activity: Activity, at: Date, language: Language): void {
    const node = bubble(who, activity.text ?? '', language, at);
    if (activity.locale !== undefined) node.root.lang = activity.locale;
    node.body.append(...attachmentsOf(activity, language, this.#options.onAnswer));
    this.#list.insertBefore(node.root, this.#firstPending());
  }

  #confirm(key: string, node: HTMLElement, at: Date, language: Language): void {
    this.#pending.delete(key);
    node.dataset['state'] = 'sent';
    const note = node.querySelector('.note');
    note?.replaceChildren(timeOf(at, language));
    // Moving a node makes screen readers say it again, so only one that stands in the wrong place is moved.
    const before = this.#firstPending();
    if (before !== null && node.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_PRECEDING) {
      this.#list.insertBefore(node, before);
    }
  }

  #firstPending(): HTMLElement | null {
    for (const node of this.#pending.values()) return node;
    return null;
  }

  #markDay(at: Date, language: Language): void {
    const day = dayOf(at, language);
    if (day === this.#day) return;
    this.#day = day;
    this.#list.insertBefore(element('p', { class: 'notice' }, day), this.#firstPending());
  }

  #retireCards(): void {
    for (const card of this.#list.querySelectorAll<HTMLElement>('.card')) retireCard(card);
  }

  #isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#options.log;
    return scrollHeight - scrollTop - clientHeight < 80;
  }
}
