/** What a rehearsal is asked to do. */
export interface RehearsalOptions {
  /** Leave the stack up. */
  keep: boolean;
  /** Do no more than a preview. */
  previewOnly: boolean;
  /** As `--fail` takes them. */
  fail: readonly string[];
  /** Kill the engine when this many resources have been made. */
  crashAfter?: number;
}

/** What stops a rehearsal: asked, it ends with the step that is under way; aborted, that step is cut short too. */
export interface Interruption {
  asked: boolean;
  signal: AbortSignal;
}
