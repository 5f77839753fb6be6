import { type Carrier } from './ports.ts';

/** In development, stands in for a carrier that is not configured: nothing leaves, the message can be read at /demo/outbox. */
export const demoCarrier: Carrier = {
  demo: true,
  send: (send) => Promise.resolve({ sent: `demo:${send.id}` }),
};
