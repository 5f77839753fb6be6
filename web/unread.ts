import { type Activity } from './protocol.ts';
import { SavedState } from './saved-state.ts';

/** Counts what the assistant said while nobody saw the chat; what was seen stays seen over a reload. */
export class Unread {
  readonly #seen: SavedState<number>;
  readonly #onCount: (count: number) => void;
  readonly #said = new Set<number>();
  #shown: boolean;

  constructor(creditor: string, shown: boolean, onCount: (count: number) => void) {
    this.#seen = new SavedState(`seen.${creditor}`);
    this.#shown = shown;
    this.#onCount = onCount;
  }

  setShown(shown: boolean): void {
    this.#shown = shown;
    this.#tell();
  }

  add(activities: readonly Activity[]): void {
    for (const { type, from, channelData } of activities) {
      const place = channelData?.['webchat:sequence-id'];
      if (type === 'message' && from?.role !== 'user' && place !== undefined) this.#said.add(place);
    }
    this.#tell();
  }

  /** Another conversation begins. */
  clear(): void {
    this.#said.clear();
    this.#seen.set(null);
    this.#tell();
  }

  #tell(): void {
    if (this.#shown && this.#said.size > 0) this.#seen.set(Math.max(...this.#said));
    const seen = this.#seen.get() ?? 0;
    for (const place of this.#said) if (place <= seen) this.#said.delete(place);
    this.#onCount(this.#said.size);
  }
}
