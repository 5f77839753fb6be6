/** What a run is told, as JSON in its first argument. */
export type RunOrder = {
  readonly what: 'import' | 'copy';
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly creditorId: string;
  readonly rows: number;
};

/** What it measured. Bytes are peaks: of this process, and of what the database session has for itself alone. */
export type RunResult = { readonly seconds: number; readonly ownBytes: number; readonly sessionBytes: number };
