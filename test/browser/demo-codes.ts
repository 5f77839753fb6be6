/** The newest one-time code that the demo outbox of that service shows, once it shows one that is not `before`; empty after 5 s. */
export async function newCode(serviceUrl: string, before = ''): Promise<string> {
  for (let waited = 0; waited < 5000; waited += 100) {
    const sent = (await (await fetch(`${serviceUrl}/demo/outbox`)).json()) as readonly { text: string }[];
    const code = sent.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined) ?? '';
    if (code !== before) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return '';
}
