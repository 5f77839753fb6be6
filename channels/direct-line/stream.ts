import { type WebSocket } from 'ws';
import { type StreamItem, type StreamSignal } from './backend.ts';
import { type Context } from './context.ts';
import { frameMax, frameOf } from './frame.ts';

/** Close codes of the stream: another socket took the conversation over; the client reads too slowly; trouble here; the service stops. */
export const closeCodes = { takenOver: 4409, tooSlow: 1013, trouble: 1011, goingAway: 1001 } as const;

const bufferedMax = 1024 * 1024;

/** A notice can be lost with the process that owed it: a stream that heard nothing for so many beats reads again. */
const quietBeats = 3;

/** One open socket: a `beat` after silence asks for a sign of life, and the next one ends it when that stayed unanswered. */
export type Stream = { beat(): void; close(code: number, reason: string): void };

/** Sends a conversation from `watermark` on, each item once and in order, until the socket closes. */
export function openStream(context: Context, conversationId: string, client: WebSocket, watermark: number): Stream {
  const line = { heard: true, asked: false, quiet: 0 };
  const delivery = createDelivery(context, conversationId, client, watermark);
  const unsubscribe = context.backend.subscribe(conversationId, (signal) => {
    line.quiet = 0;
    delivery.onSignal(signal);
  });
  client.on('close', unsubscribe);
  client.on('error', () => undefined);
  client.on('pong', () => (line.heard = true));
  client.on('message', () => {
    line.heard = true;
    send(client, ''); // an empty frame asks for one: clients of Direct Line ignore it, ours takes it as a sign of life
  });
  void delivery.catchUp();
  return {
    beat: () => {
      line.quiet = (line.quiet + 1) % quietBeats;
      if (line.quiet === 0) void delivery.catchUp();
      if (!line.heard && line.asked) client.terminate();
      line.asked = !line.heard;
      line.heard = false;
      if (line.asked) client.ping();
    },
    close: (code, reason) => {
      client.close(code, reason);
    },
  };
}

type Delivery = { readonly onSignal: (signal: StreamSignal) => void; readonly catchUp: () => Promise<void> };

function createDelivery(context: Context, conversationId: string, client: WebSocket, watermark: number): Delivery {
  const state = { sent: watermark, reading: false, again: false };
  const deliver = (items: readonly StreamItem[]): void => {
    const fresh = items.filter(({ seq }) => seq > state.sent);
    const last = fresh.at(-1);
    if (last === undefined) return;
    state.sent = last.seq;
    send(client, JSON.stringify(frameOf(fresh, last.seq)));
  };
  const catchUp = async (): Promise<void> => {
    state.again = true;
    if (state.reading) return;
    state.reading = true;
    try {
      while (state.again && client.readyState === client.OPEN) {
        state.again = false;
        const items = await context.backend.history(conversationId, state.sent, frameMax);
        deliver(items);
        if (items.length === frameMax) state.again = true;
      }
    } catch (error) {
      context.onTrouble?.(error);
      client.close(closeCodes.trouble, 'trouble'); // the client comes back with its watermark and misses nothing
    } finally {
      state.reading = false;
    }
  };
  const onSignal = (signal: StreamSignal): void => {
    if (signal.kind === 'typing') send(client, typingFrame(context, conversationId));
    else if (signal.kind === 'items' && !state.reading && signal.after <= state.sent) deliver(signal.items);
    else void catchUp();
  };
  return { onSignal, catchUp };
}

function send(client: WebSocket, data: string): void {
  if (client.readyState !== client.OPEN) return;
  if (client.bufferedAmount > bufferedMax) client.close(closeCodes.tooSlow, 'too slow');
  else client.send(data);
}

function typingFrame(context: Context, conversationId: string): string {
  const activity = {
    type: 'typing',
    id: `typing-${context.now()}`,
    timestamp: new Date(context.now()).toISOString(),
    channelId: 'webchat',
    conversation: { id: conversationId },
    from: { id: 'solde', role: 'bot' },
  };
  return JSON.stringify({ activities: [activity] });
}
