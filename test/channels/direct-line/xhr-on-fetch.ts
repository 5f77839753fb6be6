type Body = string | FormData | undefined;

/** The part of XMLHttpRequest that Direct Line's client uses, on Node's fetch. */
class XhrOnFetch {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange: (() => void) | null = null;
  ontimeout: (() => void) | null = null;
  readonly #headers = new Headers();
  readonly #abort = new AbortController();
  #method = 'GET';
  #url = '';

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  abort(): void {
    this.#abort.abort();
  }

  send(body: Body): void {
    void this.#run(body);
  }

  async #run(body: Body): Promise<void> {
    try {
      const init = { method: this.#method, headers: this.#headers, signal: this.#abort.signal };
      const answer = await fetch(this.#url, body === undefined ? init : { ...init, body });
      const bytes = await answer.arrayBuffer();
      this.status = answer.status;
      const text = new TextDecoder().decode(bytes);
      if (this.responseType === 'arraybuffer') this.response = bytes;
      else this.response = this.responseType === 'json' ? (text === '' ? null : JSON.parse(text)) : text;
    } catch {
      this.status = 0;
    }
    this.readyState = 4;
    this.onreadystatechange?.();
  }
}

/** Gives Node a browser's XMLHttpRequest until the result is called. */
export function withXhr(): () => void {
  // Not enumerable, so that mocha's search for leaked globals stays useful.
  Object.defineProperty(globalThis, 'XMLHttpRequest', { value: XhrOnFetch, configurable: true, enumerable: false });
  return () => {
    Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
  };
}
