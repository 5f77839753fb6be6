import { expect } from 'chai';
import { eventually } from '../support/eventually.ts';

/** The newest one-time code that the demo outbox of that service shows, once it shows one that is not `before`. */
export function newCode(serviceUrl: string, before = ''): Promise<string> {
  return eventually(async () => {
    const sent = (await (await fetch(`${serviceUrl}/demo/outbox`)).json()) as readonly { text: string }[];
    const code = sent.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined) ?? '';
    return code === '' || code === before ? expect.fail('no new code in the outbox') : code;
  });
}
