/** The most rows of an answer that are exported; an export that leaves some out says so. */
export const mostExported = 100_000;
