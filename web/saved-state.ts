import { embedder } from './embedder.ts';

/** Keeps a value for as long as the tab lives, so that a reload goes on where it was; in memory where storage is forbidden. */
export class SavedState<T> {
  readonly #key: string;
  #memory: T | null = null;

  constructor(key: string) {
    // A chat in a frame and one on its own, or on another site, are two conversations even where they share this storage.
    this.#key = `solde.${key}${embedder === null ? '' : `@${embedder}`}`;
    try {
      const text = sessionStorage.getItem(this.#key);
      if (text !== null) this.#memory = JSON.parse(text) as T;
    } catch {
      this.#memory = null;
    }
  }

  get(): T | null {
    return this.#memory;
  }

  set(value: T | null): void {
    this.#memory = value;
    try {
      if (value === null) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // The tab forgets at reload, and nothing else.
    }
  }
}
