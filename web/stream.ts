import { type Frame } from './protocol.ts';

export type StreamEvents = {
  readonly onOpen: () => void;
  readonly onFrame: (frame: Frame) => void;
  readonly onClose: (how: { opened: boolean; moved: boolean }) => void;
};

const takenOver = 4409;
const askAfterMs = 20_000;
const silentAfterMs = 45_000;
const openWithinMs = 10_000;

/** One WebSocket of the service. It answers the empty frames sent here, so that silence means a dead line. */
export class Stream {
  readonly #socket: WebSocket;
  #heardAt = Date.now();
  #opened = false;
  #askTimer: ReturnType<typeof setInterval>;

  constructor(streamUrl: string, events: StreamEvents) {
    this.#socket = new WebSocket(ownAddress(streamUrl));
    this.#askTimer = setInterval(() => {
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send('');
    }, askAfterMs);
    this.#socket.onopen = () => {
      this.#opened = true;
      this.#heardAt = Date.now();
      events.onOpen();
    };
    this.#socket.onmessage = ({ data }) => {
      this.#heardAt = Date.now();
      if (typeof data === 'string' && data !== '') events.onFrame(JSON.parse(data) as Frame);
    };
    this.#socket.onclose = ({ code }) => {
      clearInterval(this.#askTimer);
      events.onClose({ opened: this.#opened, moved: code === takenOver });
    };
  }

  /** Whether nothing has been heard for so long that the line must be dead. */
  isSilent(): boolean {
    if (this.#socket.readyState > WebSocket.OPEN) return false;
    return Date.now() - this.#heardAt > (this.#opened ? silentAfterMs : openWithinMs);
  }

  /** Closes without telling anyone. */
  close(): void {
    clearInterval(this.#askTimer);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
  }
}

/** The stream's path at the address this page came from: the service may be known to itself under another name. */
function ownAddress(streamUrl: string): string {
  const { pathname, search } = new URL(streamUrl);
  return `${location.origin.replace(/^http/, 'ws')}${pathname}${search}`;
}
