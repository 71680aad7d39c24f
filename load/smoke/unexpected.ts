/** What a step saw instead of what it expected. */
export class Unexpected extends Error {
  readonly seen: string;
  readonly expected: string;
  /** Whether it may still become right: a replica is starting, a role is not replicated yet. */
  readonly passing: boolean;
  /** Seconds that the agent asked to be left alone, when it did. */
  readonly retryAfter: number | undefined;

  constructor(seen: string, expected: string, retry: { passing: boolean; retryAfter?: number | undefined }) {
    super(`${seen}, expected ${expected}`);
    this.seen = seen;
    this.expected = expected;
    this.passing = retry.passing;
    this.retryAfter = retry.retryAfter;
  }
}

/** Something that no waiting mends. */
export function wrong(seen: string, expected: string): Unexpected {
  return new Unexpected(seen, expected, { passing: false });
}

/** Something that is wrong now, and may be right soon. */
export function notYet(seen: string, expected: string): Unexpected {
  return new Unexpected(seen, expected, { passing: true });
}
