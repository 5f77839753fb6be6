/** What a route answers; `body` is sent as JSON. */
export type Reply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A refusal in Direct Line's own shape. */
export function refuse(status: number, code: string, message = code): Reply {
  return { status, body: { error: { code, message } } };
}
